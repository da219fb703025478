using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>Tests of which each has a home of its own, and a page over it.</summary>
public abstract class PageTests : IAsyncLifetime
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
