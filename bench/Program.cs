return await Sparkify.Bench.BenchCommand.RunAsync(args, Console.Out, Console.Error);
