using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>A home of its own, and a page over it: for each test of a class, or for those that share a fixture.</summary>
public abstract class OwnPage : IAsyncLifetime
{
    private readonly LocalHome _home = new();

    internal PageHome Page { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Page = await PageHome.OpenAsync(_home);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Page.DisposeAsync();
        _home.Dispose();
    }
}
