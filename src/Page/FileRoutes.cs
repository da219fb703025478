using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.LocalCloud;
using Sparkify.Operations;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Page;

/// <summary>The ledger: what became of files, and why one is or is not queryable.</summary>
internal static class FileRoutes
{
    /// <summary>Refused rows of a file that are shown: dw.rejected_rows has them all.</summary>
    private const int MostRejected = 500;

    public static void Map(IEndpointRouteBuilder routes, LocalStack stack, PageFeed feed, FileLimits most)
    {
        var operated = new LocalOperations(stack);
        var first = new UntilItChanges<Looked>(feed, cancellationToken => LookAsync(operated, new FilesAsked(), most, cancellationToken));
        routes.MapGet("/api/files", context => ListAsync(context, operated, first, most));
        routes.MapGet("/api/files/story", context => StoryAsync(context, stack));
    }

    private static async Task ListAsync(HttpContext context, IOperatedStack stack, UntilItChanges<Looked> first, FileLimits most)
    {
        var asked = new FilesAsked
        {
            Words = context.Request.Query["search"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries),
            After = context.Request.Query["after"].ToString() is { Length: > 0 } after ? after : null,
        };
        var status = context.Request.Query["status"].ToString();
        var looked = asked is { Words: [], After: null }
            ? await first.ReadAsync(context.RequestAborted)
            : await Task.Run(() => LookAsync(stack, asked, most, context.RequestAborted));
        // Among more files than are looked at at once the ledger is asked for those of the status: the next of them may be far.
        if (!looked.IsAll && LedgerStatus.All.Contains(status))
        {
            asked = asked with { Status = status };
            looked = await Task.Run(() => LookAsync(stack, asked, most, context.RequestAborted));
        }

        var found = Found(looked, asked, status, most.Listed);
        var key = context.Request.Query["search"].ToString().Trim();
        if (found is { Files.Count: 0, After: null } && asked.After is null && status.Length == 0
            && key.Contains('/', StringComparison.Ordinal))
        {
            found = await AsKeyAsync(stack, key, found, context.RequestAborted);
        }

        await PageAnswers.AnswerAsync(context, found, PageJson.Default.FilesFound);
    }

    /// <summary>No file of a dataset is called so: the answer is what is known of this very key.</summary>
    private static Task<FilesFound> AsKeyAsync(
        IOperatedStack stack, string key, FilesFound found, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var asked = await AskedKey.FindAsync(stack, key, cancellationToken);
            return asked.Stories is [.., var latest]
                ? found with { Found = 1, Counts = new Dictionary<string, int> { [latest.Status] = 1 }, Files = [latest] }
                : found with { Says = await asked.NeverSeenAsync(stack, cancellationToken) };
        },
        cancellationToken);

    /// <summary>The first files that are asked for.</summary>
    private static async Task<Looked> LookAsync(
        IOperatedStack stack, FilesAsked asked, FileLimits most, CancellationToken cancellationToken)
    {
        var stories = await FileStories.ListAsync(stack, asked, cancellationToken).Take(most.LookedAt + 1).ToListAsync(cancellationToken);
        return new Looked([.. stories.Take(most.LookedAt)], stories.Count <= most.LookedAt);
    }

    private static FilesFound Found(Looked looked, FilesAsked asked, string status, int mostListed)
    {
        var found = looked.Files.Where(story => status.Length == 0 || string.Equals(story.Status, status, StringComparison.Ordinal))
            .ToList();
        if (looked.IsAll && asked.After is null)
        {
            var counts = asked.Status is not null ? null : looked.Files.GroupBy(story => story.Status, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);
            // What needs somebody comes first, then what came last.
            return new FilesFound(found.Count, counts, [.. found
                .OrderBy(story => story.WhatToDo is null || story.Status is FileStories.Ignored)
                .ThenBy(story => story.Status is LedgerStatus.Loaded)
                .ThenByDescending(story => story.RecordedAt, StringComparer.Ordinal)
                .ThenBy(story => story.Key, StringComparer.Ordinal).Take(mostListed)], After: null);
        }

        var shown = found.Take(mostListed).ToList();
        var last = shown.Count < found.Count ? shown[^1] : looked.IsAll ? null : looked.Files[^1];
        return new FilesFound(Found: null, Counts: null, shown, last?.Key);
    }

    private static async Task StoryAsync(HttpContext context, LocalStack stack)
    {
        var key = context.Request.Query["key"].ToString();
        var operated = new LocalOperations(stack);
        var asked = await Task.Run(() => AskedKey.FindAsync(operated, key, context.RequestAborted));
        if (asked.Stories.Count == 0)
        {
            await PageAnswers.RefuseAsync(
                context, StatusCodes.Status404NotFound, await Task.Run(() => asked.NeverSeenAsync(operated, context.RequestAborted)));
            return;
        }

        var rows = await Task.Run(() => stack.Ledger.RejectedRowsAsync(asked.Key, MostRejected, context.RequestAborted));
        await PageAnswers.AnswerAsync(context, new FileShown(asked.Stories, rows.First), PageJson.Default.FileShown);
    }
}

/// <param name="Listed">Files that are shown at once. Who looks for one file among more says a part of its name.</param>
/// <param name="LookedAt">Files that are looked at for one answer: what is beyond them is for the next one.</param>
internal sealed record FileLimits(int Listed = 500, int LookedAt = 5_000);

/// <param name="Found">How many there are of what was looked for; null: more than are looked at at once.</param>
/// <param name="Counts">
/// What was looked for without regard to its status, by status; null where that is more than are looked at at once.
/// </param>
/// <param name="Files">The first of what was found: in the order of their keys where there are more than are looked at at once.</param>
/// <param name="After">What the next answer comes after; null: there is no more, or it is not listed one by one.</param>
internal sealed record FilesFound(int? Found, IReadOnlyDictionary<string, int>? Counts, IReadOnlyList<FileStory> Files, string? After)
{
    /// <summary>What is to say where a whole key was looked for and nobody has seen it; null: nothing.</summary>
    public string? Says { get; init; }
}

/// <param name="Files">The first that were looked at.</param>
/// <param name="IsAll">There are no more.</param>
internal sealed record Looked(IReadOnlyList<FileStory> Files, bool IsAll);

/// <param name="Versions">Each version, once for each load that met it.</param>
internal sealed record FileShown(IReadOnlyList<FileStory> Versions, IReadOnlyList<RejectedRowEntry> RejectedRows);
