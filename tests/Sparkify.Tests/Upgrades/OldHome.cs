using System.Formats.Tar;
using System.IO.Compression;
using Sparkify.LocalCloud.Home;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Upgrades;

/// <summary>
/// A home that the version before made, at change 021: with the 71 songs of the shared data and five days of its logs, by
/// <c>./sparkify load</c>.
/// </summary>
internal static class OldHome
{
    /// <summary>Unpacks it in the place of a test's home.</summary>
    public static void Lay(LocalHome home)
    {
        Directory.CreateDirectory(home.Path);
        using var file = File.OpenRead(Repository.Path("tests/Sparkify.Tests/Upgrades/home-021.tar.gz"));
        using var tar = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(tar, home.Path, overwriteFiles: true);
    }

    /// <summary>The rows that the files of its bucket give by today's rules.</summary>
    public static IReadOnlyList<StarTable> Expected(LocalHome home) =>
        StarSchema.Of(SourceFile.InFolder(HomeFolder.Open(home.Path).Bucket)).Tables;
}
