using Sparkify.Bench;

/// <summary>
/// What .NET calls before the Main of a measured process, by DOTNET_STARTUP_HOOKS: when the process ends, it says what it took. It has no
/// namespace, because .NET looks for it there.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Child.CostFile) is { Length: > 0 } file)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Child.Leave(file);
        }
    }
}
