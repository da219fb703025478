return await Sparkify.Cli.SparkifyCommands.RunAsync(args, Sparkify.Cli.CommandOutput.ForThisProcess());
