namespace Sparkify.Local.CommandLine;

/// <summary>What the commands end with.</summary>
internal static class ExitCode
{
    public const int AllWell = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Done, but files were quarantined or rows rejected; the output says which.</summary>
    public const int DoneWithLosses = 3;
}
