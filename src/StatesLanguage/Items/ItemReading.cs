using System.Text;
using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Json;
using StatesLanguage.Running;

namespace StatesLanguage.Items;

/// <summary>Reads the items of a distributed Map from the object store. What can't be read is States.ItemReaderFailed.</summary>
internal static class ItemReading
{
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(
        StateVisit visit, ItemReaderSettings reader, JsonElement input, CancellationToken stop)
    {
        var parameters = reader.Parameters.Fill(visit.Around(input));
        var most = MostItems(visit, reader, input);
        try
        {
            return reader.Source == ReaderSource.ListObjects
                ? await ListAsync(visit.Run.Ports.Objects, Text(parameters, "Bucket"), OptionalText(parameters, "Prefix"), most, stop)
                : [.. Items(reader, Encoding.UTF8.GetString((await visit.Run.Ports.Objects.GetAsync(
                    Text(parameters, "Bucket"), Text(parameters, "Key"), stop)).Span)).Take(most)];
        }
        catch (MapStoreException e)
        {
            throw Failed(e.Message);
        }
        catch (JsonException e)
        {
            throw Failed($"The object is not JSON: {e.Message}");
        }
    }

    private static IEnumerable<JsonElement> Items(ItemReaderSettings reader, string content)
    {
        if (reader.Source == ReaderSource.Csv)
        {
            return CsvItems.Read(content, reader.CsvDelimiter, reader.CsvHeaders);
        }

        if (reader.Source == ReaderSource.JsonLines)
        {
            return [.. content.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(JsonText.Parse)];
        }

        var json = JsonText.Parse(content);
        return json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw Failed("Attempting to map over non-iterable node.");
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(
        IMapStore store, string bucket, string prefix, int most, CancellationToken stop)
    {
        var items = new List<JsonElement>();
        await foreach (var listed in store.ListAsync(bucket, prefix, stop))
        {
            items.Add(Listed(listed));
            if (items.Count == most)
            {
                break;
            }
        }

        return items;
    }

    /// <summary>An object as AWS lists it: "Etag", in quotes, and the time in seconds.</summary>
    private static JsonElement Listed(MapObject listed) => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Etag", $"\"{listed.ETag}\"");
        writer.WriteString("Key", listed.Key);
        writer.WriteNumber("LastModified", listed.LastModified.ToUnixTimeSeconds());
        writer.WriteNumber("Size", listed.Size);
        writer.WriteString("StorageClass", "STANDARD");
        writer.WriteEndObject();
    });

    /// <summary>0 is no limit, as recorded.</summary>
    private static int MostItems(StateVisit visit, ItemReaderSettings reader, JsonElement input)
    {
        var most = visit.Whole(reader.MaxItems, input) ?? 0;
        return most < 0 ? throw Failed("field MaxItems must be positive")
            : (int)Math.Min(most == 0 ? MapReader.MostItems : most, MapReader.MostItems);
    }

    private static string OptionalText(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out _) ? Text(parameters, name) : "";

    private static string Text(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Failed($"The parameter {name} is missing, or is not a string");

    public static StateFailedException Failed(string cause) => new(ErrorNames.ItemReaderFailed, cause);
}
