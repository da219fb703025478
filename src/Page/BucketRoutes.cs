using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud;
using Sparkify.SampleData;

namespace Sparkify.Page;

/// <summary>Puts into the bucket: files that were dropped onto the page, and a sample for those who have none.</summary>
internal static class BucketRoutes
{
    private const int SampleEvents = 2_000;
    private const int SampleSongs = 100;

    public static void Map(IEndpointRouteBuilder routes, LocalStack stack)
    {
        routes.MapPut("/api/objects", context => PutAsync(context, stack));
        routes.MapPost("/api/sample", context => PutSampleAsync(context, stack));
    }

    private static async Task PutAsync(HttpContext context, LocalStack stack)
    {
        var key = context.Request.Query["key"].ToString();
        if (!stack.Notices.IsFile(key))
        {
            await PageAnswers.RefuseAsync(
                context, StatusCodes.Status422UnprocessableEntity,
                $"'{key}' would not be loaded: {Dataset.WhyNone(key) ?? "no notice of it would be sent"}");
            return;
        }

        try
        {
            using var content = new MemoryStream();
            await context.Request.Body.CopyToAsync(content, context.RequestAborted);
            var stored = await stack.Bucket.StoreAsync(
                new ObjectLocation(stack.Bucket.Bucket, key), content.ToArray(), context.RequestAborted);
            await PageAnswers.AnswerAsync(context, new ObjectPut(key, stored.ETag, stored.Size), PageJson.Default.ObjectPut);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            await PageAnswers.RefuseAsync(
                context, StatusCodes.Status413PayloadTooLarge,
                $"the page takes files up to {PageServer.MostUploadBytes / 1024 / 1024} MB: "
                + $"copy this one to {Path.Combine(stack.Home.Bucket, key)} instead");
        }
        catch (ObjectStoreRefusedException refused)
        {
            await PageAnswers.RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, refused.Message);
        }
    }

    /// <summary>The next sample has the next seed: other songs and sessions, so that there is something to load each time.</summary>
    private static async Task PutSampleAsync(HttpContext context, LocalStack stack)
    {
        var seed = 1L;
        while (stack.Bucket.Find(MarkOf(seed)) is not null)
        {
            seed++;
        }

        var files = 0;
        foreach (var file in DatasetGenerator.Files(new GenerateOptions(SampleEvents, SampleSongs, seed, "")))
        {
            await stack.Bucket.StoreAsync(
                new ObjectLocation(stack.Bucket.Bucket, KeyOf(seed, file.Key)), file.Bytes, context.RequestAborted);
            files++;
        }

        await PageAnswers.AnswerAsync(context, new SamplePut(seed, files, SampleEvents, SampleSongs), PageJson.Default.SamplePut);
    }

    /// <summary>Log files of two seeds are those of the same days: each sample has a folder of its own for them.</summary>
    private static string KeyOf(long seed, string key) =>
        key.StartsWith(Dataset.LogData.Prefix, StringComparison.Ordinal)
            ? $"{Dataset.LogData.Prefix}sample-{seed}/{key[Dataset.LogData.Prefix.Length..]}"
            : key;

    private static string MarkOf(long seed) =>
        KeyOf(seed, DatasetGenerator.Files(new GenerateOptions(SampleEvents, 0, seed, ""))
            .First(file => file.Key.StartsWith(Dataset.LogData.Prefix, StringComparison.Ordinal)).Key);
}

internal sealed record ObjectPut(string Key, string ETag, long Size);

/// <param name="Seed">Of the generator.</param>
internal sealed record SamplePut(long Seed, int Files, int Events, int Songs);
