return Sparkify.Proof.ProveCommand.Run(args, Console.Out, Console.Error);
