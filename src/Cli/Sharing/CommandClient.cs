using System.Net.Sockets;
using System.Text.Json;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Cli.Sharing;

/// <summary>Has a command run by the process that owns the home.</summary>
internal static class CommandClient
{
    /// <param name="onlyLooks">The command ends when nobody reads its answer.</param>
    /// <returns>The exit code; null: nobody listens, or the owner went before it took the command.</returns>
    public static async Task<int?> TryRunAsync(
        HomeFolder home, CommandRequest request, bool onlyLooks, CommandOutput output, CancellationToken cancellationToken)
    {
        if (await HomeSocket.ConnectAsync(home, cancellationToken) is not { } socket)
        {
            return null;
        }

        using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream);
        var answered = false;
        try
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, SharingJson.Default.CommandRequest), cancellationToken);
            await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                answered = true;
                var reply = JsonSerializer.Deserialize(line, SharingJson.Default.CommandReply)!;
                output.Answer.Write(reply.Out);
                output.Error.Write(reply.Error);
                if (onlyLooks && output.NobodyReads())
                {
                    return ExitCode.AllWell;
                }

                if (reply.Exit is { } exit)
                {
                    return exit;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.Restore();
            output.Error.WriteLine(onlyLooks
                ? "Stopped."
                : $"Stopped looking. The process that owns {home.Path} goes on with what was begun.");
            return ExitCode.Failed;
        }
        catch (IOException) when (!answered)
        {
            return null;
        }
        catch (IOException)
        {
            // Said below: the answer is not whole.
        }

        if (!answered)
        {
            return null;
        }

        output.Restore();
        output.Error.WriteLine($"The process that owns {home.Path} ended before the command was done: run it again.");
        return ExitCode.Failed;
    }
}
