using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Operations;

/// <summary>What an execution of the backfill state machine is started with, what it says on its way, and what it leaves.</summary>
public static class BackfillExecution
{
    public static string NameFor(BackfillInput input, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"backfill-{input.Dataset}-{now:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");

    /// <summary>Refuses what the execution would refuse, before there is one: a wrong input is no incident.</summary>
    /// <exception cref="WrongInputException">The input makes no sense; the message says what to write instead.</exception>
    public static void Require(BackfillInput input, DateTimeOffset now)
    {
        if (BackfillRequest.Faults(input, now) is { Count: > 0 } faults)
        {
            throw new WrongInputException(string.Join("; ", faults));
        }
    }

    public static string Write(BackfillInput input) => JsonSerializer.Serialize(input, OperationsJson.Default.BackfillInput);

    /// <summary>Whether an execution with this text for its input does the same, whoever wrote it.</summary>
    public static bool IsOf(BackfillInput input, string? text)
    {
        try
        {
            return Read(text) is { } other && Plain(other) == Plain(input);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What an execution of this text was to do; null: the text is none that could be carried out.</summary>
    public static BackfillRun? Resolve(string? text, DateTimeOffset startedAt)
    {
        try
        {
            return Read(text) is { } input ? BackfillRequest.Resolve(input, bucket: "", executionId: "", startedAt) : null;
        }
        catch (Exception refused) when (refused is JsonException or BackfillRefusedException)
        {
            return null;
        }
    }

    private static BackfillInput? Read(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, FunctionsJson.Default.BackfillInput);

    /// <summary>A default that is written out says nothing, nor does a comment.</summary>
    private static BackfillInput Plain(BackfillInput input) => input with
    {
        Prefix = input.Prefix == $"{input.Dataset}/" ? null : NullIfEmpty(input.Prefix),
        From = NullIfEmpty(input.From),
        To = NullIfEmpty(input.To),
        Force = input.Force is true ? true : null,
        DryRun = input.DryRun is true ? true : null,
        Unknown = null,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>How far it is, where a state's output says so.</summary>
    public static (BackfillRun Run, BackfillProgress Progress)? ProgressIn(string output)
    {
        using var json = JsonDocument.Parse(output);
        return json.RootElement.ValueKind is JsonValueKind.Object
            && json.RootElement.TryGetProperty("backfill", out var run)
            && json.RootElement.TryGetProperty("progress", out var progress)
            ? (
                run.Deserialize(IngestionJson.Default.BackfillRun)!,
                progress.GetProperty("payload").Deserialize(IngestionJson.Default.BackfillProgress)!)
            : null;
    }

    /// <param name="output">JSON; null unless it succeeded.</param>
    /// <exception cref="BackfillRefusedException">It failed.</exception>
    public static BackfillSummary Summary(ExecutionEntry ended, string? output) =>
        output is not null ? JsonSerializer.Deserialize(output, FunctionsJson.Default.BackfillSummary)!
        : ended is { Error: "BackfillIncomplete", Cause: { } cause }
        ? JsonSerializer.Deserialize(cause, FunctionsJson.Default.BackfillSummary)!
        : throw new BackfillRefusedException($"{ended.Name} ended {ended.Status}: {FailureWords.Of(ended)}");

    /// <summary>The files that a backfill found missing, in the order of the listing.</summary>
    public static IAsyncEnumerable<NumberedFile> MissingAsync(
        IObjectStore objects, string bucket, string id, CancellationToken cancellationToken) =>
        NamedAsync(objects, bucket, $"{BackfillRun.Folder}{id}/missing/", cancellationToken);

    /// <summary>The objects that it passed by, each with why.</summary>
    public static IAsyncEnumerable<NumberedFile> PassedByAsync(
        IObjectStore objects, string bucket, string id, CancellationToken cancellationToken) =>
        NamedAsync(objects, bucket, $"{BackfillRun.Folder}{id}/passed-by/", cancellationToken);

    private static async IAsyncEnumerable<NumberedFile> NamedAsync(
        IObjectStore objects,
        string bucket,
        string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var listed in objects.ListAllAsync(bucket, prefix, cancellationToken))
        {
            foreach (var file in JsonLines.Read(
                await objects.GetAsync(new ObjectLocation(bucket, listed.Key), cancellationToken), IngestionJson.Default.NumberedFile))
            {
                yield return file;
            }
        }
    }
}
