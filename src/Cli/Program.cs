return await Sparkify.Cli.SparkifyCommand.RunAsync(args);
