using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sparkify.LocalCloud;

namespace Sparkify.Page;

/// <summary>
/// The page of <c>watch</c>: serves browsers of this machine that have the home's token, and no others, for as long as it lives.
/// </summary>
/// <remarks>
/// It reads what the workflow writes, puts files into the bucket, and begins redrives and backfills. The workflow waits for it no longer
/// than a list of executions takes to be made.
/// </remarks>
public sealed class PageServer : IAsyncDisposable
{
    public const int UsualPort = 8750;

    /// <summary>The largest file that is taken: all of it is in memory for a moment.</summary>
    public const long MostUploadBytes = 128 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly PageFeed _feed;

    private PageServer(WebApplication application, PageFeed feed, string address, PageToken token) =>
        (_application, _feed, Address, Link) = (application, feed, address, $"{address}?{TokenGuard.Parameter}={token.Value}");

    /// <summary><c>http://127.0.0.1:8750/</c></summary>
    public string Address { get; }

    /// <summary>The address with the token in it: what a browser opens first.</summary>
    public string Link { get; }

    /// <param name="stack">What is shown.</param>
    /// <param name="port">0: any that is free.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="PortTakenException">Another process listens there, or the system keeps it for itself.</exception>
    public static Task<PageServer> StartAsync(LocalStack stack, int port, CancellationToken cancellationToken) =>
        StartAsync(stack, port, new FileLimits(), cancellationToken);

    /// <param name="files">How many files are shown, fewer where a test has only a few.</param>
    internal static async Task<PageServer> StartAsync(LocalStack stack, int port, FileLimits files, CancellationToken cancellationToken)
    {
        // Empty: no settings of the environment, no logging to the terminal.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, LifetimeOfTheCommand>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = MostUploadBytes;
            server.Listen(IPAddress.Loopback, port);
        });
        var application = builder.Build();
        var feed = new PageFeed(stack);
        var token = PageToken.Of(stack.Home);
        application.Use(RequestGuard.CheckAsync);
        application.Use(new TokenGuard(token).CheckAsync);
        application.UseRouting();
        PageAssets.Map(application);
        MachineRoutes.Map(application, stack);
        ExecutionRoutes.Map(application, stack, feed);
        FileRoutes.Map(application, stack, feed, files);
        BucketRoutes.Map(application, stack);
        MendRoutes.Map(application, stack, feed);
        AnswerRoutes.Map(application, stack, feed);
        QueryRoutes.Map(application, stack);
        DashboardRoutes.Map(application, stack);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception refused)
            when (refused is SocketException
                or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException or SocketException })
        {
            feed.Dispose();
            await application.DisposeAsync();
            throw new PortTakenException(port, refused);
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new PageServer(application, feed, address + "/", token);
    }

    public async ValueTask DisposeAsync()
    {
        // Ends the streams first: the server would wait for them.
        _feed.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>The command decides when it ends; the host's own lifetime would take Ctrl-C for itself.</summary>
    private sealed class LifetimeOfTheCommand : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>The port can't be had: another process listens there, or it is one that the system keeps for itself.</summary>
public sealed class PortTakenException(int port, Exception inner)
    : Exception(
        (inner as SocketException ?? inner.InnerException as SocketException)?.SocketErrorCode is SocketError.AccessDenied
            ? $"Port {port} of this machine is not for programs without rights: choose another by --port (0 takes any that is free)"
            : $"Port {port} of this machine is taken by another program: end that, or choose another by --port (0 takes any that is free)",
        inner);
