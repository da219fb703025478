using System.Net.Sockets;
using System.Text.Json;
using Sparkify.Local.CommandLine;
using Sparkify.Local.Home;
using Sparkify.Local.Run;

namespace Sparkify.Local.Sharing;

/// <summary>Runs the commands of other processes on the home that this one owns.</summary>
internal sealed class CommandServer : IAsyncDisposable
{
    private readonly SparkifyHome _home;
    private readonly LocalStack _stack;
    private readonly Socket _listener;
    private readonly Task _accepting;
    private readonly HashSet<Task> _serving = [];

    public CommandServer(SparkifyHome home, LocalStack stack)
    {
        _home = home;
        _stack = stack;
        _listener = HomeSocket.Listen(home);
        _accepting = AcceptAsync();
    }

    /// <summary>Takes no more commands, and lets those that run come to their end.</summary>
    public async ValueTask DisposeAsync()
    {
        HomeSocket.Forget(_home);
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(Serving());
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync();
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
            {
                return;
            }
            var task = ServeAsync(client);
            lock (_serving)
            {
                _serving.RemoveWhere(done => done.IsCompleted);
                _serving.Add(task);
            }
        }
    }

    private Task[] Serving()
    {
        lock (_serving)
        {
            return [.. _serving];
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await Task.Yield();
        using var stream = new NetworkStream(client, ownsSocket: true);
        using var reader = new StreamReader(stream);
        using var writer = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
        void Send(CommandReply reply)
        {
            lock (writer)
            {
                writer.WriteLine(JsonSerializer.Serialize(reply, SharingJson.Default.CommandReply));
            }
        }
        try
        {
            if (await reader.ReadLineAsync() is not { } line)
            {
                return;
            }
            var request = JsonSerializer.Deserialize(line, SharingJson.Default.CommandRequest)!;
            var answer = new ReplyWriter(text => Send(new CommandReply { Out = text }));
            var error = new ReplyWriter(text => Send(new CommandReply { Error = text }));
            var output = new CommandOutput(answer, error, request.IsTerminal, request.Width);
            var exit = await CommandErrors.TellAsync(output, () => request.Command.RunAsync(_stack, output, CancellationToken.None));
            answer.Flush();
            error.Flush();
            Send(new CommandReply { Exit = exit });
        }
        catch (IOException)
        {
            // The one who asked has gone. What was asked for is done all the same.
        }
        catch (JsonException unreadable)
        {
            Send(new CommandReply { Error = $"This home is owned by a process that does not understand the command: {unreadable.Message}\n", Exit = ExitCode.Failed });
        }
    }
}
