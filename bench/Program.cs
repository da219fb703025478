using Sparkify.Bench;
using Sparkify.Bench.Postgres;

switch (args)
{
    // The measured processes: what a command line of their own would take is not theirs.
    case [BenchCommand.Plain, var folder, var database]:
        Console.WriteLine(PlainLoad.Run(folder, database).ToJson().ToJsonString());
        return 0;
    case [BenchCommand.Phases, var folder, var home]:
        await PhasedLoad.RunAsync(folder, home, Console.Out, CancellationToken.None);
        return 0;
    case [BenchCommand.Rows, var folder, var server]:
        RowByRow.Run(folder, server);
        return 0;
    default:
        return await BenchCommand.RunAsync(args, Console.Out, Console.Error);
}
