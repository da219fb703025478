using PuppeteerSharp;

namespace Sparkify.Tests.Page;

/// <summary>A browser without a window, where the machine has one.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Why a test is skipped where there is none.</summary>
    public const string IsAbsent = "no chromium on the PATH (Debian: apt-get install chromium)";

    /// <summary>Null where there is none.</summary>
    public static async Task<IBrowser?> LaunchAsync()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return path is null ? null : await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars"
            ],
        });
    }
}
