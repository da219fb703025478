using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage.Items;

/// <summary>The rows of a CSV file as objects of texts; a field that a row lacks is empty, one too many is dropped, as recorded.</summary>
internal static class CsvItems
{
    public static IEnumerable<JsonElement> Read(string content, char delimiter, IReadOnlyList<string>? headers)
    {
        var rows = CsvRows.Of(content, delimiter).ToList();
        if (headers is null)
        {
            headers = rows.Count > 0 ? rows[0] : throw ItemReading.Failed("The CSV file has no row of headers.");
            rows.RemoveAt(0);
        }

        return headers.Distinct().Count() == headers.Count
            ? rows.Select(row => JsonText.Object(headers.Select((header, at) =>
                KeyValuePair.Create(header, JsonText.Of(at < row.Count ? row[at] : "")))))
            : throw ItemReading.Failed("CSV headers cannot contain duplicates.");
    }
}
