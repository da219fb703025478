using System.Text;

namespace Sparkify.Reference.Mutations;

/// <summary>
/// One object of a file as written: names and values in their order, raw. The text is Latin-1 for the bytes, so that any bytes at all,
/// UTF-8 or not, come out as they went in.
/// </summary>
public sealed class RawRow(IEnumerable<KeyValuePair<string, string>> members)
{
    public List<KeyValuePair<string, string>> Members { get; } = [.. members];

    public static string[] TextColumns(Dataset dataset) => Keys(dataset, StagingType.Varchar);

    public static string[] WholeColumns(Dataset dataset) => Keys(dataset, StagingType.BigInt, StagingType.Integer);

    public static string[] DoubleColumns(Dataset dataset) => Keys(dataset, StagingType.DoublePrecision);

    public static string[] Columns(Dataset dataset) => [.. TextColumns(dataset), .. WholeColumns(dataset), .. DoubleColumns(dataset)];

    /// <summary>The value as written, by its name in any case; null when the name is missing.</summary>
    public string? this[string name]
    {
        get => Members.FindLast(member => Is(member, name)).Value;
        set
        {
            var at = Members.FindLastIndex(member => Is(member, name));
            if (value is null)
            {
                Members.RemoveAll(member => Is(member, name));
            }
            else if (at < 0)
            {
                Members.Add(new(name, value));
            }
            else
            {
                Members[at] = new(name, value);
            }
        }
    }

    public bool Plays => this["page"] == "\"NextSong\"";

    public RawRow Copy() => new(Members);

    public RawRow With(string name, string value) => new(Members) { [name] = value };

    /// <summary>A text as a JSON string, in the bytes' form.</summary>
    public static string Quote(string text)
    {
        var escaped = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? escaped.Append('\\').Append(c)
                : c < ' ' ? escaped.Append(Canonical.Culture, $"\\u{(int)c:x4}")
                : escaped.Append(c);
        }

        return Raw(escaped.Append('"').ToString());
    }

    /// <summary>A text's UTF-8 bytes in the form that rows hold.</summary>
    public static string Raw(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The file's rows; null when the file holds anything else than objects, or nothing.</summary>
    public static List<RawRow>? TryRead(SourceFile file)
    {
        var text = Plain(file);
        var rows = new List<RawRow>();
        var members = new List<JsonMember>();
        var json = new JsonText(text.Span);
        for (var at = json.SkipBlanks(0); at < text.Length; at = json.SkipBlanks(at))
        {
            if (!json.TryReadObject(at, members, out at))
            {
                return null;
            }

            rows.Add(new RawRow(members.Select(member => new KeyValuePair<string, string>(
                Encoding.Latin1.GetString(text.Span[member.Name]), Encoding.Latin1.GetString(text.Span[member.Value])))));
        }

        return rows.Count > 0 ? rows : null;
    }

    /// <summary>The rows as a file, one a line.</summary>
    public static SourceFile Write(Dataset dataset, string key, IEnumerable<RawRow> rows) =>
        WriteText(dataset, key, string.Join('\n', rows));

    /// <summary>A file of text in the form that rows hold; compressed when the key says so.</summary>
    public static SourceFile WriteText(Dataset dataset, string key, string raw)
    {
        var file = new SourceFile(dataset, key, Encoding.Latin1.GetBytes(raw));
        return file.IsGzip ? file with { Bytes = Gzip.Compress(file.Bytes) } : file;
    }

    public override string ToString() => $"{{{string.Join(',', Members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";

    private static string[] Keys(Dataset dataset, params StagingType[] types) =>
        [.. StagingShape.Of(dataset).Columns.Where(column => types.Contains(column.Type)).Select(column => column.Key)];

    private static bool Is(KeyValuePair<string, string> member, string name) => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlyMemory<byte> Plain(SourceFile file)
    {
        try
        {
            return file.IsGzip ? Gzip.Decompress(file.Bytes) : file.Bytes;
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }
}
