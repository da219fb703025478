using System.Globalization;

namespace Sparkify.SampleData;

/// <summary>
/// A data set of the same shape as Sparkify's own: log files by day, song files in folders by their ids. The same options give the same
/// bytes on every machine, and two seeds share no session, no song and no song file's key (their log files' keys are the same days').
/// </summary>
public static class DatasetGenerator
{
    /// <summary>
    /// The files one after another, songs first; each is made when it is asked for, so that no set is too large for memory.
    /// </summary>
    public static IEnumerable<GeneratedFile> Files(GenerateOptions options)
    {
        options.Validate();
        return SongFiles(options).Concat(LogFiles(options));
    }

    /// <summary>Writes the files below the output directory; those that are there under the same keys are replaced, others stay.</summary>
    public static GeneratedDataset Write(GenerateOptions options)
    {
        var (files, bytes, folder) = (0L, 0L, "");
        foreach (var file in Files(options))
        {
            var path = Path.Combine(options.OutputDirectory, file.Key);
            var parent = Path.GetDirectoryName(path)!;
            if (parent != folder)
            {
                Directory.CreateDirectory(parent);
                folder = parent;
            }

            using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: file.Bytes.Length);
            RandomAccess.Write(handle, file.Bytes.Span, 0);
            files++;
            bytes += file.Bytes.Length;
        }

        return new GeneratedDataset(files, bytes);
    }

    private static IEnumerable<GeneratedFile> SongFiles(GenerateOptions options)
    {
        var catalog = new Catalog(options.Seed, options.Songs);
        var buffer = new Utf8Buffer();
        for (var index = 0; index < options.Songs; index++)
        {
            yield return new GeneratedFile(SeedRange.TrackKey(options.Seed, index, options.Songs), catalog.File(index, buffer));
        }
    }

    private static IEnumerable<GeneratedFile> LogFiles(GenerateOptions options)
    {
        var calendar = new Calendar(options);
        var lines = new EventLines(options, calendar);
        var activities = new List<Activity>();
        var buffer = new Utf8Buffer();
        for (var day = 0; day < calendar.Days; day++)
        {
            calendar.Fill(day, activities);
            if (activities.Count == 0)
            {
                continue;
            }

            buffer.Clear();
            foreach (var activity in activities)
            {
                buffer.Write(buffer.Length > 0 ? "\n"u8 : default);
                lines.Write(buffer, activity);
            }

            var date = Calendar.Start.AddDays(day);
            yield return new GeneratedFile(
                string.Create(CultureInfo.InvariantCulture, $"log_data/{date:yyyy}/{date:MM}/{date:yyyy-MM-dd}-events.json"),
                buffer.ToArray());
        }
    }
}
