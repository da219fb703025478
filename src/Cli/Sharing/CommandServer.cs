using System.Net.Sockets;
using System.Text.Json;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Cli.Sharing;

/// <summary>Runs the commands of other processes on the home that this one owns.</summary>
internal sealed class CommandServer : IAsyncDisposable
{
    private readonly HomeFolder _home;
    private readonly LocalStack _stack;
    private readonly Socket _listener;
    private readonly Task _accepting;
    private readonly HashSet<Task> _serving = [];

    public CommandServer(HomeFolder home, LocalStack stack)
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
        var replies = new Replies(stream);
        try
        {
            if (await reader.ReadLineAsync() is not { } line)
            {
                return;
            }

            var request = JsonSerializer.Deserialize(line, SharingJson.Default.CommandRequest)!;
            var asked = SparkifyCommands.Parse(request.Arguments, request.Folder);
            if (asked.Errors.Count > 0 || asked.CommandResult.Command is not HomeCommand command)
            {
                NotUnderstood(
                    replies, asked.Errors.Count > 0 ? asked.Errors[0].Message : $"{asked.CommandResult.Command.Name} is not for an owner");
                return;
            }

            var answer = new ReplyWriter(text => replies.Send(new CommandReply { Out = text }));
            var error = new ReplyWriter(text => replies.Send(new CommandReply { Error = text }));
            var output = new CommandOutput(answer, error, request.IsTerminal, request.Width) { Height = request.Height };
            using var gone = new CancellationTokenSource();
            using var ended = new CancellationTokenSource();
            var listening = CancelWhenGoneAsync(reader, gone, ended.Token);
            // What changes something is done to its end, whoever has gone meanwhile; nobody reads the answer of what only looks.
            var stopping = command.OnlyLooks ? gone.Token : CancellationToken.None;
            var exit = await CommandErrors.ReportAsync(
                output, command.Stopped(asked), () => command.RunAsync(asked, _stack, output, stopping));
            await ended.CancelAsync();
            await listening;
            answer.Flush();
            error.Flush();
            replies.Send(new CommandReply { Exit = exit });
        }
        catch (IOException)
        {
            // The one who asked had gone before the command was read.
        }
        catch (JsonException unreadable)
        {
            NotUnderstood(replies, unreadable.Message);
        }
    }

    /// <summary>It comes from another version.</summary>
    private static void NotUnderstood(Replies replies, string why) => replies.Send(new CommandReply
    {
        Error = $"This home is owned by a process that does not understand the command: {why}\n",
        Exit = ExitCode.Failed,
    });

    /// <summary>After its request a client sends nothing more: what can still be read is its end.</summary>
    private static async Task CancelWhenGoneAsync(StreamReader reader, CancellationTokenSource gone, CancellationToken ended)
    {
        try
        {
            await reader.ReadLineAsync(ended);
        }
        catch (IOException)
        {
            // It has died, which is its end, too.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await gone.CancelAsync();
    }

    /// <summary>The way back to the one who asked. One who has gone gets nothing, and the command need not know.</summary>
    private sealed class Replies(Stream stream)
    {
        private readonly Lock _lock = new();
        private bool _isGone;

        public void Send(CommandReply reply)
        {
            lock (_lock)
            {
                if (_isGone)
                {
                    return;
                }

                try
                {
                    stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(reply, SharingJson.Default.CommandReply), (byte)'\n']);
                }
                catch (IOException)
                {
                    _isGone = true;
                }
            }
        }
    }
}
