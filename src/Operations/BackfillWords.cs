using System.Globalization;
using System.Runtime.CompilerServices;
using Sparkify.Ingestion.Backfill;

namespace Sparkify.Operations;

/// <summary>Says what came of a backfill, or what would come of it.</summary>
public static class BackfillWords
{
    /// <summary>Files beyond these are counted, not named.</summary>
    private const int MostNamed = 20;

    /// <param name="summary">Of the backfill.</param>
    /// <param name="stack">Where its lists of files are.</param>
    /// <param name="cancellationToken">Ends the reading of the lists.</param>
    public static async IAsyncEnumerable<string> LinesAsync(
        BackfillSummary summary, IOperatedStack stack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = summary.Files;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(files.Found, "file")} found in {summary.Prefix}: {files.AlreadyThere:N0} already there "
            + $"({files.AlreadyQuarantined:N0} of them quarantined), {files.Missing:N0} {(summary.Force ? "to load again" : "missing")}.");
        if (summary.DryRun)
        {
            var missing = BackfillExecution.MissingAsync(stack.Objects, stack.Bucket, summary.Id, cancellationToken);
            await foreach (var line in NamedAsync(missing, files.Missing))
            {
                yield return line;
            }

            yield return files.Missing == 0 ? "Nothing would be loaded."
                : $"{(files.Missing == 1 ? "It" : "They")} would be loaded by {Counted.Of(summary.Loads, "execution")}. "
                + "Nothing was changed.";
        }
        else
        {
            yield return Became(summary);
            if (files.NotLoaded > 0)
            {
                yield return $"./sparkify failures{stack.Option} says why; the same backfill again loads what is left.";
            }

            if (files.Quarantined > 0 || summary.Rows.Rejected + summary.Rows.Unusable > 0)
            {
                yield return $"./sparkify files{stack.Option} says which, and what to do.";
            }
        }

        if (files.PassedBy > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{files.PassedBy:N0} passed by, which no load can hold:");
            var passedBy = BackfillExecution.PassedByAsync(stack.Objects, stack.Bucket, summary.Id, cancellationToken);
            await foreach (var line in NamedAsync(passedBy, files.PassedBy))
            {
                yield return line;
            }
        }
    }

    /// <summary>What became of the missing files: the counts add up to them.</summary>
    public static string Became(BackfillSummary summary)
    {
        var files = summary.Files;
        var overwritten = files.Superseded == 0
            ? ""
            : Counted.Of(files.Superseded, "overwritten before it was read, ", "overwritten before they were read, ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Loaded:N0} loaded, {files.Quarantined:N0} quarantined, {overwritten}{files.NotLoaded:N0} not loaded, "
            + $"by {Counted.Of(summary.Loads, "load")} in {summary.Seconds:N1} s; {Counted.Of(summary.Rows.Staged, "row")} staged, "
            + $"{summary.Rows.Rejected:N0} rejected{RowWords.Unusable(summary.Rows.Unusable)}.");
    }

    private static async IAsyncEnumerable<string> NamedAsync(IAsyncEnumerable<NumberedFile> files, long count)
    {
        var named = 0;
        await foreach (var file in files)
        {
            if (named++ == MostNamed)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"and {count - MostNamed:N0} more: --json names every one, or where it is named");
                yield break;
            }

            yield return $"{file.Key}: {file.Why}";
        }
    }
}
