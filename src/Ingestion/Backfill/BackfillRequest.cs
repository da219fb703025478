using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Backfill;

/// <summary>Reads what an operator asked for: fills in the defaults, and refuses what makes no sense before anything is begun.</summary>
public static partial class BackfillRequest
{
    /// <summary>
    /// Step Functions' own mark of an execution that another one started, and the comment of an input: neither asks for anything.
    /// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-nested-workflows.html
    /// </summary>
    private static readonly IReadOnlyList<string> AskNothing = ["AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID", "Comment"];

    /// <summary>What is wrong with an input, each with what to write instead; nothing: it can be carried out.</summary>
    /// <param name="input">What an operator says.</param>
    /// <param name="startedAt">When the execution starts.</param>
    public static IReadOnlyList<BackfillFault> Faults(BackfillInput input, DateTimeOffset startedAt)
    {
        var faults = new List<BackfillFault>();
        var dataset = Dataset.All.FirstOrDefault(known => known.Name == input.Dataset);
        if (dataset is null)
        {
            faults.Add(new("dataset", $"'{input.Dataset}' is no dataset: say {Dataset.Names(" or ")}"));
        }
        else if (input.Prefix is { Length: > 0 } prefix && !prefix.StartsWith(dataset.Prefix, StringComparison.Ordinal))
        {
            faults.Add(new("prefix", $"'{prefix}' is not of {dataset}: {Instead(prefix, dataset)}"));
        }

        if (input.Prefix is { } any && Encoding.UTF8.GetByteCount(any) > ObjectLocation.MostKeyBytes)
        {
            faults.Add(new("prefix", string.Create(
                CultureInfo.InvariantCulture, $"is longer than any key: a key has at most {ObjectLocation.MostKeyBytes} bytes")));
        }

        var isFrom = TryReadMoment(input.From, startedAt, out var from);
        var isTo = TryReadMoment(input.To, startedAt, out var to);
        if (!isFrom)
        {
            faults.Add(NoMoment("from", input.From));
        }

        if (!isTo)
        {
            faults.Add(NoMoment("to", input.To));
        }

        if (isFrom && isTo && from >= to)
        {
            faults.Add(new("from", $"'{input.From}' is not before to '{input.To}': no file can be put between them"));
        }

        AddUnlessWithin(faults, "maxFilesPerLoad", input.MaxFilesPerLoad, LoadPlan.MostFiles);
        AddUnlessWithin(faults, "maxBytesPerLoad", input.MaxBytesPerLoad, long.MaxValue);
        faults.AddRange((input.Unknown ?? []).Keys.Except(AskNothing, StringComparer.Ordinal).Select(name => new BackfillFault(
            name,
            "is no input of a backfill: dataset, prefix, from, to, force, dryRun, maxFilesPerLoad and maxBytesPerLoad are")));
        return faults;
    }

    /// <param name="input">The execution's input.</param>
    /// <param name="bucket">That holds the files, and <c>_ingest/</c>.</param>
    /// <param name="executionId">The execution's ARN: it makes this backfill another than one of the same input.</param>
    /// <param name="startedAt">When the execution started.</param>
    /// <exception cref="BackfillRefusedException">The input makes no sense; the message says what to write instead.</exception>
    public static BackfillRun Resolve(BackfillInput input, string bucket, string executionId, DateTimeOffset startedAt)
    {
        if (Faults(input, startedAt) is { Count: > 0 } faults)
        {
            throw new BackfillRefusedException(string.Join("; ", faults));
        }

        var dataset = Dataset.Parse(input.Dataset);
        TryReadMoment(input.From, startedAt, out var from);
        TryReadMoment(input.To, startedAt, out var to);
        return new BackfillRun
        {
            Id = $"{dataset.Name.Replace('_', '-')}-{ShortDigest.Of(executionId)}",
            Dataset = dataset,
            Bucket = bucket,
            Prefix = input.Prefix is { Length: > 0 } given ? given : dataset.Prefix,
            From = from?.ToUnixTimeMilliseconds(),
            To = to?.ToUnixTimeMilliseconds(),
            Force = input.Force ?? false,
            DryRun = input.DryRun ?? false,
            MaxFilesPerLoad = (int)(input.MaxFilesPerLoad ?? LoadPlan.MostFiles),
            MaxBytesPerLoad = input.MaxBytesPerLoad ?? LoadPlan.MostBytes,
            StartedAt = startedAt.ToUnixTimeMilliseconds(),
            Fingerprint = Fingerprint(input, executionId),
        };
    }

    private static string Fingerprint(BackfillInput input, string executionId) => ShortDigest.Of(string.Join('\n',
    [
        executionId[..Math.Max(0, executionId.LastIndexOf(':'))],
        input.Dataset, input.Prefix, input.From, input.To, input.Force ?? false,
        input.MaxFilesPerLoad?.ToString(CultureInfo.InvariantCulture), input.MaxBytesPerLoad?.ToString(CultureInfo.InvariantCulture),
        .. input.Rebuild is null ? [] : (object[])[input.Rebuild],
    ]));

    private static string Instead(string prefix, Dataset dataset) =>
        $"let it start with {dataset.Prefix}"
        + (Dataset.All.Any(other => prefix.StartsWith(other.Prefix, StringComparison.Ordinal)) ? ", or name the other dataset" : "");

    private static BackfillFault NoMoment(string name, string? text) =>
        new(name, $"'{text}' is no moment: write 2018-11-01, 2018-11-01T12:00:00Z, or -PT1H for an hour before the start");

    /// <summary>A text that means another moment on another day, as 12:00 does, is none.</summary>
    private static bool TryReadMoment(string? text, DateTimeOffset now, out DateTimeOffset? moment)
    {
        moment = null;
        if (text is null or "")
        {
            return true;
        }

        if (text.StartsWith("-P", StringComparison.Ordinal))
        {
            try
            {
                moment = now + XmlConvert.ToTimeSpan(text);
                return true;
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
            {
                return false;
            }
        }

        if (!StartsWithDate().IsMatch(text) || !DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read))
        {
            return false;
        }

        moment = read;
        return true;
    }

    private static void AddUnlessWithin(List<BackfillFault> faults, string name, long? value, long most)
    {
        if (value is { } given && (given < 1 || given > most))
        {
            faults.Add(new(name, string.Create(CultureInfo.InvariantCulture, $"{given} is not from 1 to {most}")));
        }
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d")]
    private static partial Regex StartsWithDate();
}
