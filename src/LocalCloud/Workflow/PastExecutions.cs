using System.Globalization;
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

    /// <summary>Digests of the ARNs: what is not among them has a free name, and of what is, the file decides.</summary>
    private HashSet<int>? _known;

    /// <summary>Of the one that has this name; null: it is free.</summary>
    public ExecutionEntry? Find(string executionArn)
    {
        lock (_lock)
        {
            var arn = Encoding.UTF8.GetBytes(executionArn);
            _known ??= Lines(line => Digest(ArnIn(line))).ToHashSet();
            return _known.Contains(Digest(arn))
                ? Lines(line => ArnIn(line).SequenceEqual(arn) ? Read(Encoding.UTF8.GetString(line)) : null).OfType<ExecutionEntry>()
                    .FirstOrDefault()
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
            file.Read(line => line.Length);
            file.Append(dropped.OrderBy(entry => entry.StopDate).Select(entry => string.Create(
                CultureInfo.InvariantCulture, $"{entry.StartDate:O} {entry.StopDate:O} {entry.Status} {entry.ExecutionArn}")));
            _known = null;
        }
    }

    private IEnumerable<T> Lines<T>(LineReader<T> read)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var (line, _) in WholeLines.Each(file))
        {
            yield return read(line.Span);
        }
    }

    private static ReadOnlySpan<byte> ArnIn(ReadOnlySpan<byte> line) => line[(line.LastIndexOf((byte)' ') + 1)..];

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

    /// <summary>Of this process.</summary>
    private static int Digest(ReadOnlySpan<byte> arn)
    {
        var hash = default(HashCode);
        hash.AddBytes(arn);
        return hash.ToHashCode();
    }

    private delegate T LineReader<T>(ReadOnlySpan<byte> line);
}
