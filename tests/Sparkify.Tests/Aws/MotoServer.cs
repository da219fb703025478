using System.Diagnostics;

namespace Sparkify.Tests.Aws;

/// <summary>moto, an imitation of AWS in Python, on a free port of this machine. It is ended with the tests that use it.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    public const string Collection = "moto";

    private const string Announcement = "Running on ";
    private readonly TaskCompletionSource<string?> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private string? _url;
    private string _problem = "it said nothing";

    public string Url
    {
        get
        {
            Assert.SkipWhen(_url is null, $"moto_server is not here to play AWS (pip install 'moto[server]'): {_problem}");
            return _url!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("moto_server")
        {
            ArgumentList = { "-H", "127.0.0.1", "-p", "0" },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _problem = "no such command on the PATH";
            return;
        }

        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, said) => Hear(said.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _url = await Patience.ForAsync(_announced.Task);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A null line is the end of what moto says: it has ended too.</summary>
    private void Hear(string? line)
    {
        var announcement = line?.IndexOf(Announcement, StringComparison.Ordinal) ?? 0;
        if (line is null || announcement >= 0)
        {
            _announced.TrySetResult(line?[(announcement + Announcement.Length)..].Trim());
        }
        else
        {
            _problem = line;
        }
    }
}

[CollectionDefinition(MotoServer.Collection)]
public sealed class MotoTests : ICollectionFixture<MotoServer>;
