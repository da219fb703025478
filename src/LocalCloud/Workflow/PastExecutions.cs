using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>
/// The names of executions that the list has dropped: a line of start, end, status and ARN each. They stay taken as long as on AWS.
/// </summary>
/// <remarks>The file is read at the first question: a command that starts nothing asks none.</remarks>
internal sealed class PastExecutions(string path)
{
    /// <summary>
    /// Since their end: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html.
    /// </summary>
    public static readonly TimeSpan NamesAreTaken = TimeSpan.FromDays(90);

    private const int Fields = 4;

    private readonly Lock _lock = new();
    private HashSet<UInt128>? _known;

    /// <summary>Of the one that has this name; null: it is free.</summary>
    public ExecutionEntry? Find(string executionArn)
    {
        lock (_lock)
        {
            return Known().Contains(Digest(executionArn))
                ? Entries().LastOrDefault(entry => string.Equals(entry.ExecutionArn, executionArn, StringComparison.Ordinal))
                : null;
        }
    }

    /// <summary>Written before the list drops them.</summary>
    public void Add(IEnumerable<ExecutionEntry> dropped, DateTimeOffset now)
    {
        lock (_lock)
        {
            DatedLines.DropFront(path, now - NamesAreTaken, long.MaxValue, line => Read(Encoding.UTF8.GetString(line.Span))?.StopDate);
            using var file = new LineFile(path);
            file.Read(line => line);
            file.Append(dropped.OrderBy(entry => entry.StopDate).Select(entry => string.Create(
                CultureInfo.InvariantCulture, $"{entry.StartDate:O} {entry.StopDate:O} {entry.Status} {entry.ExecutionArn}")));
            _known = null;
        }
    }

    private HashSet<UInt128> Known() => _known ??= [.. Entries().Select(entry => Digest(entry.ExecutionArn))];

    private IEnumerable<ExecutionEntry> Entries() => File.Exists(path) ? File.ReadLines(path).Select(Read).OfType<ExecutionEntry>() : [];

    private static ExecutionEntry? Read(string line)
    {
        if (line.Split(' ') is not { Length: Fields } fields
            || !DateTimeOffset.TryParse(fields[0], CultureInfo.InvariantCulture, out var start)
            || !DateTimeOffset.TryParse(fields[1], CultureInfo.InvariantCulture, out var stop))
        {
            return null;
        }

        var arn = fields[^1];
        var name = arn.LastIndexOf(':');
        return name < 0 ? null : new ExecutionEntry
        {
            ExecutionArn = arn,
            StateMachineArn = arn[..name].Replace(":execution:", ":stateMachine:", StringComparison.Ordinal),
            Name = arn[(name + 1)..],
            Status = fields[2],
            StartDate = start,
            StopDate = stop,
        };
    }

    private static UInt128 Digest(string executionArn) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(executionArn)));
}
