using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Operated;

/// <summary>The stack of a home.</summary>
internal sealed class HomeWorld : OperatedWorld
{
    private readonly TemporaryFolder? folder;
    private readonly LocalStack stack;

    private HomeWorld(TemporaryFolder? folder, LocalStack stack) => (this.folder, this.stack) = (folder, stack);

    protected override IOperatedStack Stack => new LocalOperations(stack);

    public static async Task<HomeWorld> OpenAsync()
    {
        var folder = new TemporaryFolder();
        return new HomeWorld(folder, await StackOfAsync(folder["home"]));
    }

    /// <summary>The home of somebody else's.</summary>
    public static async Task<HomeWorld> OpenAsync(string path) => new(null, await StackOfAsync(path));

    public override Task DieAsync(string queue, string body)
    {
        stack.QueuesWithDeadLetters.Single(known => known.Name == queue).DeadLetters!.Send([body]);
        return Task.CompletedTask;
    }

    public override Task LayAsync(string key, string content)
    {
        var path = Path.Combine(stack.Home.Bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, content, Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await stack.DisposeAsync();
        folder?.Dispose();
    }

    private static Task<LocalStack> StackOfAsync(string path) =>
        LocalStack.OpenAsync(HomeFolder.Open(path), inRealTime: false, Cancellation);
}
