using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Backfill;

/// <summary>Reads what an operator asked for: fills in the defaults, and refuses what makes no sense before anything is begun.</summary>
public static class BackfillRequest
{
    /// <summary>COPY likes many files at once; a load of so many bytes is still soon repeated.</summary>
    public const long DefaultMaxBytesPerLoad = 10L << 30;

    /// <param name="input">The execution's input.</param>
    /// <param name="bucket">That holds the files, and <c>_ingest/</c>.</param>
    /// <param name="executionId">The execution's ARN: it makes this backfill another than one of the same input.</param>
    /// <param name="startedAt">When the execution started.</param>
    /// <exception cref="BackfillRefusedException">The input makes no sense; the message says what to write instead.</exception>
    public static BackfillRun Resolve(BackfillInput input, string bucket, string executionId, DateTimeOffset startedAt)
    {
        var dataset = DatasetOf(input.Dataset);
        var prefix = input.Prefix is { Length: > 0 } given ? given : dataset.Prefix;
        if (!prefix.StartsWith(dataset.Prefix, StringComparison.Ordinal))
        {
            throw new BackfillRefusedException(
                $"prefix '{prefix}' is not of {dataset.Name}: let it start with {dataset.Prefix}, or name the other dataset");
        }

        var from = Moment("from", input.From, startedAt);
        var to = Moment("to", input.To, startedAt);
        if (from >= to)
        {
            throw new BackfillRefusedException($"from '{input.From}' is not before to '{input.To}': no file can be put between them");
        }

        return new BackfillRun
        {
            Id = $"{dataset.Name.Replace('_', '-')}-{Digest(executionId)}",
            Dataset = dataset,
            Bucket = bucket,
            Prefix = prefix,
            From = from?.ToUnixTimeMilliseconds(),
            To = to?.ToUnixTimeMilliseconds(),
            Force = input.Force ?? false,
            DryRun = input.DryRun ?? false,
            MaxFilesPerLoad = (int)Within("maxFilesPerLoad", input.MaxFilesPerLoad ?? LoadPlan.MostFiles, LoadPlan.MostFiles),
            MaxBytesPerLoad = Within("maxBytesPerLoad", input.MaxBytesPerLoad ?? DefaultMaxBytesPerLoad, long.MaxValue),
            StartedAt = startedAt.ToUnixTimeMilliseconds(),
            Fingerprint = Fingerprint(input),
        };
    }

    private static string Fingerprint(BackfillInput input) => Digest(string.Join('\n',
    [
        input.Dataset, input.Prefix, input.From, input.To, input.Force ?? false,
        input.MaxFilesPerLoad?.ToString(CultureInfo.InvariantCulture), input.MaxBytesPerLoad?.ToString(CultureInfo.InvariantCulture),
        .. input.Rebuild is null ? [] : (object[])[input.Rebuild],
    ]));

    private static Dataset DatasetOf(string? name)
    {
        try
        {
            return Dataset.Parse(name);
        }
        catch (FormatException wrong)
        {
            throw new BackfillRefusedException($"dataset: {wrong.Message}", wrong);
        }
    }

    private static DateTimeOffset? Moment(string name, string? text, DateTimeOffset now)
    {
        if (text is null or "")
        {
            return null;
        }

        if (text.StartsWith("-P", StringComparison.Ordinal))
        {
            try
            {
                return now + XmlConvert.ToTimeSpan(text);
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
            {
                throw Unreadable(name, text, wrong);
            }
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw Unreadable(name, text, null);
    }

    private static BackfillRefusedException Unreadable(string name, string text, Exception? inner) =>
        new($"{name} '{text}' is no moment: write 2018-11-01, 2018-11-01T12:00:00Z, or -PT1H for an hour before the start", inner);

    private static long Within(string name, long value, long most) => value >= 1 && value <= most
        ? value
        : throw new BackfillRefusedException(string.Create(CultureInfo.InvariantCulture, $"{name} {value} is not from 1 to {most}"));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
}
