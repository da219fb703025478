using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Runtime;
using Sparkify.Tests.StandIns;

[assembly: AssemblyFixture(typeof(PublishedFunctions))]

namespace Sparkify.Tests.Runtime;

/// <summary>src/Functions as a deployment would zip it, published once for all tests, from the build that the tests run with.</summary>
public sealed class PublishedFunctions : IDisposable
{
    private readonly Lazy<TemporaryFolder> folder = new(Publish);

    /// <summary>tests/RuntimeHost, built with the tests.</summary>
    public static string RuntimeHost { get; } =
        Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "Sparkify.RuntimeHost", Configuration, "Sparkify.RuntimeHost.dll"));

    public string Folder => folder.Value.Path;

    /// <summary>The output folder's name: the configuration, and after it a platform.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name.Split('_')[0];

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            folder.Value.Dispose();
        }
    }

    private static TemporaryFolder Publish()
    {
        var folder = new TemporaryFolder();
        var (exitCode, output) = Repository.Run(
            Repository.Dotnet, "publish", "src/Functions", "--no-build", "--nologo", "-c", Configuration, "-o", folder.Path,
            $"-p:UseStandIns={Repository.UsesStandIns}", "-p:AllowStandInPublish=true");
        Assert.True(exitCode == 0, output);
        return folder;
    }
}
