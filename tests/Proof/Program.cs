return await Sparkify.Proof.ProveCommand.RunAsync(args, Console.Out, Console.Error);
