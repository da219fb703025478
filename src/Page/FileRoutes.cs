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
    /// <summary>Shown at once. Who looks for one file among more says a part of its name.</summary>
    private const int MostListed = 500;

    public static void Map(IEndpointRouteBuilder routes, LocalStack stack, PageFeed feed)
    {
        var operated = new LocalOperations(stack);
        var stories = new UntilItChanges<IReadOnlyList<FileStory>>(
            feed, cancellationToken => FileStories.ReadAsync(operated, key: null, cancellationToken));
        routes.MapGet("/api/files", async context => await PageAnswers.AnswerAsync(
            context,
            Found(
                await stories.ReadAsync(context.RequestAborted),
                context.Request.Query["search"].ToString(),
                context.Request.Query["status"].ToString()),
            PageJson.Default.FilesFound));
        routes.MapGet("/api/files/story", context => StoryAsync(context, stack));
    }

    private static FilesFound Found(IReadOnlyList<FileStory> stories, string search, string status)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = stories.Where(story => words.All(word => Has(story.Key, word) || Has(story.Reason, word) || Has(story.LoadId, word)))
            .ToList();
        var counts = found.GroupBy(story => story.Status, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);
        var chosen = status.Length == 0 ? found : [.. found.Where(story => string.Equals(story.Status, status, StringComparison.Ordinal))];
        // What needs somebody comes first, then what came last.
        var shown = chosen.OrderBy(story => story.WhatToDo is null)
            .ThenBy(story => story.Status is LedgerStatus.Loaded)
            .ThenByDescending(story => story.RecordedAt, StringComparer.Ordinal)
            .ThenBy(story => story.Key, StringComparer.Ordinal).Take(MostListed).ToList();
        return new FilesFound(stories.Count, chosen.Count, counts, shown);
    }

    private static bool Has(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static async Task StoryAsync(HttpContext context, LocalStack stack)
    {
        var key = context.Request.Query["key"].ToString();
        var stories = await Task.Run(() => FileStories.ReadAsync(new LocalOperations(stack), key, context.RequestAborted));
        if (stories.Count == 0)
        {
            await PageAnswers.RefuseAsync(
                context, StatusCodes.Status404NotFound, $"there is no {key} in the bucket, and none has ever been loaded");
            return;
        }

        var rows = await Task.Run(() => stack.Ledger.RejectedRowsAsync(key, context.RequestAborted));
        await PageAnswers.AnswerAsync(context, new FileShown(stories, [.. rows.Take(MostListed)]), PageJson.Default.FileShown);
    }
}

/// <param name="Known">Files in all.</param>
/// <param name="Found">Of them: what was looked for.</param>
/// <param name="Counts">What was looked for, by status.</param>
/// <param name="Files">The first of what was found.</param>
internal sealed record FilesFound(int Known, int Found, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<FileStory> Files);

/// <param name="Versions">Each version, once for each load that met it.</param>
internal sealed record FileShown(IReadOnlyList<FileStory> Versions, IReadOnlyList<RejectedRowEntry> RejectedRows);
