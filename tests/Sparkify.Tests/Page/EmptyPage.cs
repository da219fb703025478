using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>A page over an empty home, for tests that must leave it empty.</summary>
public sealed class EmptyPage : IAsyncLifetime
{
    private readonly LocalHome _home = new();

    internal PageHome Page { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Page = await PageHome.OpenAsync(_home);

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _home.Dispose();
    }
}
