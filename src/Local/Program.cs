return await Sparkify.Local.CommandLine.SparkifyCommand.RunAsync(args);
