using System.Globalization;
using System.Text;
using Sparkify.Proof.Faults;
using Sparkify.Reference;

namespace Sparkify.Proof.Schedules;

/// <summary>One thing that happens to the system from outside.</summary>
public abstract record Act;

/// <summary>A file is put, over whatever has its key.</summary>
/// <param name="Id">By which deliveries name this version.</param>
public sealed record Put(int Id, SourceFile File, string Origin) : Act
{
    /// <summary>Its content has another shape than the datasets'.</summary>
    public bool IsForeign => Origin.StartsWith(ForeignShapes.Origin, StringComparison.Ordinal);

    /// <summary>No load can hold its key.</summary>
    public bool IsPassedBy => FileGenerator.IsPassedBy(File.Key);

    /// <summary>Its key has characters that somebody might mind, or is very long.</summary>
    public bool HasOddKey => FileGenerator.IsOdd(File.Key);

    public override string ToString() => $"put {Id}: {File.Key.ReplaceLineEndings("\\n")}, {File.Bytes.Length} bytes ({Origin})";
}

/// <summary>Somebody deletes a file.</summary>
public sealed record Delete(string Key) : Act
{
    public override string ToString() => $"delete {Key.ReplaceLineEndings("\\n")}";
}

/// <summary>The notices of these versions come in one batch of messages.</summary>
public sealed record Deliver(Dataset Dataset, IReadOnlyList<int> Puts) : Act
{
    /// <summary>Messages that name no file.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public override string ToString() =>
        $"deliver to {Dataset}: {string.Join(", ", Puts)}{(Others.Count > 0 ? $" and {Others.Count} odd messages" : "")}";
}

/// <summary>An operator starts a backfill of a dataset.</summary>
public sealed record Backfill(Dataset Dataset, bool Force) : Act
{
    public override string ToString() => $"backfill {Dataset}{(Force ? ", forced" : "")}";
}

/// <summary>What was done before it, the version before did, and in peace: its schema is there, and its rows.</summary>
public sealed record VersionBefore : Act
{
    public override string ToString() => "so far it was the version before; from here on faults happen";
}

/// <summary>The stack is brought to this version's schema.</summary>
public sealed record Upgrade : Act
{
    public override string ToString() => "upgrade the schema";
}

/// <summary>Until now executions began under the definitions of the version before; from now on they begin under this version's.</summary>
/// <param name="IsHome">As on one machine, where everything is ended for it, and goes on under the new ones.</param>
public sealed record Redeploy(bool IsHome) : Act
{
    public override string ToString() => $"this version's definitions{(IsHome ? ", in a home that is opened again" : "")}";
}

/// <summary>An operator starts again what failed so far, and gives the dead letters back.</summary>
public sealed record Redrive : Act
{
    public override string ToString() => "redrive";
}

/// <summary>An operator builds the tables again from the bucket; one that comes while another runs is refused.</summary>
public sealed record Rebuilding : Act
{
    public override string ToString() => "rebuild";
}

/// <summary>Nothing comes for a while.</summary>
public sealed record Pause(int Seconds) : Act
{
    public override string ToString() => $"pause {Seconds} s";
}

/// <summary>How far the clocks are ahead of the world's.</summary>
public sealed record Clocks(TimeSpan Bucket, TimeSpan Functions, TimeSpan Warehouse)
{
    public static readonly Clocks Alike = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}

/// <summary>All that a run depends on: run it twice and it is the same run.</summary>
public sealed record Schedule
{
    /// <summary>That it was made from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Decides which of those that are ready goes on, at every step.</summary>
    public required ulong Interleaving { get; init; }

    public required IReadOnlyList<Act> Acts { get; init; }

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>How many executions may be under way before the next batch comes.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>The setting of the product: the share of a file's rows that may be refused.</summary>
    public double MostRejectedShare { get; init; } = 0.01;

    /// <summary>Keys that the warehouse's role may not read.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Keys whose COPY fails by itself, in words that nobody has seen and that name no file.</summary>
    public IReadOnlyList<string> Poison { get; init; } = [];

    public Clocks Clocks { get; init; } = Clocks.Alike;

    /// <summary>Of a listing's page.</summary>
    public int PageObjects { get; init; } = 1_000;

    /// <summary>For a person.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"schedule seed {Seed}, interleaving {Interleaving}, at most {AtOnce} at once, {MostRejectedShare} of a file may be refused, "
            + $"{PageObjects} objects on a page\n");
        if (Clocks != Clocks.Alike)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  clocks ahead: S3 {Clocks.Bucket}, functions {Clocks.Functions}, warehouse {Clocks.Warehouse}\n");
        }

        foreach (var act in Acts)
        {
            text.Append("  ").Append(act).Append('\n');
            if (act is Put put)
            {
                text.AppendJoin('\n', Content(put.File).Select(line => "      " + line)).Append('\n');
            }
        }

        foreach (var key in Forbidden)
        {
            text.Append(CultureInfo.InvariantCulture, $"  may not be read: {key}\n");
        }

        foreach (var key in Poison)
        {
            text.Append(CultureInfo.InvariantCulture, $"  fails its COPY: {key}\n");
        }

        foreach (var fault in Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"  fault: {fault}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Content(SourceFile file) => file.IsGzip
        ? [$"gzip {Convert.ToHexString(file.Bytes.Span[..Math.Min(file.Bytes.Length, 700)])}"]
        : Encoding.UTF8.GetString(file.Bytes.Span[..Math.Min(file.Bytes.Length, 2_000)])
            .Split('\n')
            .Take(8)
            .Select(line => line.Length > 700 ? line[..700] + "…" : line);
}
