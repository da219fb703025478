namespace Sparkify.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own, or a test that is skipped.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Sparkify.Bench.Postgres.PostgresServer server = new();

    /// <summary>Starts it at the first use, or skips the test.</summary>
    public string Connection()
    {
        Assert.SkipWhen(server.Lacking is not null, $"{server.Lacking}");
        return server.Connection();
    }

    public void Dispose() => server.Dispose();
}
