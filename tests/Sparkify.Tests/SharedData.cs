using Sparkify.Tests.StandIns;

namespace Sparkify.Tests;

/// <summary>
/// Real input that is shared beside the repository, or where SPARKIFY_SHARED says; a test that needs it skips where it is absent.
/// </summary>
internal static class SharedData
{
    public static string? Root { get; } = Find();

    public static string Require(string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, relative);
        Assert.SkipUnless(Path.Exists(path), $"'{relative}' of the shared data is absent: set SPARKIFY_SHARED to the folder that holds it");
        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SPARKIFY_SHARED") is { Length: > 0 } shown)
        {
            return shown;
        }

        var beside = Path.GetFullPath(Repository.Path("../shared"));
        return Directory.Exists(beside) ? beside : null;
    }
}
