using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sparkify.Reference;

/// <summary>
/// What Redshift's <c>COPY ... FORMAT JSON 'auto ignorecase'</c> takes and what it rejects, row by row: the only file that says so here.
/// </summary>
/// <remarks>
/// Documented (copy-parameters-data-format, copy-usage_notes-copy-from-json, copy-parameters-data-conversion):
/// a file is a set of root-level objects with nothing but white space between them, whatever their layout; anything else between them is
/// an error of its own, after which loading goes on; names are matched at the first level, case-insensitively, and unknown names ignored;
/// a missing name is NULL; an empty string is NULL in a numeric column and empty in a text column; VARCHAR(n) counts bytes; an object is
/// at most 4 MB. Not documented, and read here on the safe side:
/// <list type="bullet">
/// <item>How far text goes that is no object is said in <see cref="RejectedText"/>. A byte-order mark is such text.</item>
/// <item>Only what becomes a column is judged: an unknown name may hold any value that is JSON by its grammar.</item>
/// <item>A column's name that stands twice (in any case) rejects the row: which of the two counts would be a guess.</item>
/// <item>In a text column a number, true, false, object or array is its own text; in a number column true, false, objects and arrays
/// are rejected, and so is text other than <c>-?digits</c> (whole numbers) or a decimal number. No blanks are trimmed.</item>
/// <item>A fraction or an exponent in a whole-number column, and a number that the column's type can't hold, are rejected.</item>
/// <item>U+0000, lone surrogates and bytes that are not UTF-8 in a column's text are rejected.</item>
/// <item>Negative zero is zero: it equals zero in every order, so it must not look different.</item>
/// </list>
/// </remarks>
public static partial class CopyRules
{
    public const int MaxObjectBytes = 4 * 1024 * 1024;

    [GeneratedRegex("^-?[0-9]+\\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?\\z")]
    private static partial Regex DecimalNumber();

    public static FileReading Read(SourceFile file)
    {
        var events = new List<EventRow>();
        var songs = new List<SongRow>();
        var rejected = new List<ExpectedLoadError>();
        var shape = StagingShape.Of(file.Dataset);
        ReadOnlyMemory<byte> content;
        try
        {
            content = file.IsGzip ? Gzip.Decompress(file.Bytes) : file.Bytes;
        }
        catch (InvalidDataException damage)
        {
            return new FileReading(file, [], [], [], $"the gzip is damaged: {damage.Message}");
        }

        var text = content.Span;
        var json = new JsonText(text);
        var members = new List<JsonMember>();
        for (var at = json.SkipBlanks(0); at < text.Length; at = json.SkipBlanks(at))
        {
            var start = at;
            if (!json.TryReadObject(start, members, out at))
            {
                (at, var rows, var why) = RejectedText.Skip(text, start, json);
                rejected.AddRange(Enumerable.Repeat(new ExpectedLoadError(LastLine(text, at), null, why), rows));
                continue;
            }

            try
            {
                if (at - start > MaxObjectBytes)
                {
                    throw new RejectedValueException(null, $"the object has {at - start} bytes; 4 MB is the most");
                }

                var columns = new Columns(text, members);
                var values = new object?[shape.Columns.Count];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = columns.Read(shape.Columns[i]);
                }

                var row = shape.Row(values);
                if (row is EventRow read)
                {
                    events.Add(read);
                }
                else
                {
                    songs.Add((SongRow)row);
                }
            }
            catch (RejectedValueException rejection)
            {
                rejected.Add(new ExpectedLoadError(LastLine(text, at), rejection.Column, rejection.Message));
            }
        }

        return new FileReading(file, events, songs, rejected, null);
    }

    private static int LastLine(ReadOnlySpan<byte> text, int end) => 1 + text[..end].TrimEnd(" \t\r\n"u8).Count((byte)'\n');

    /// <summary>One object's values as the columns take them.</summary>
    private readonly ref struct Columns(ReadOnlySpan<byte> source, List<JsonMember> members)
    {
        private readonly ReadOnlySpan<byte> source = source;

        public object? Read(StagingColumn column) => column.Type switch
        {
            StagingType.Varchar => Varchar(column.Name, column.Bytes),
            StagingType.BigInt => BigInt(column.Name),
            StagingType.Integer => Integer(column.Name),
            _ => Double(column.Name),
        };

        private string? Varchar(string column, int maxBytes)
        {
            var value = Find(column);
            if (value.IsEmpty)
            {
                return null;
            }

            var read = Decode(column, value);
            var bytes = Encoding.UTF8.GetByteCount(read);
            return bytes <= maxBytes ? read : throw new RejectedValueException(column, $"{bytes} bytes; VARCHAR({maxBytes}) is the most");
        }

        private long? BigInt(string column) =>
            NumberText(column) is not { } number ? null
            : WholeNumber().IsMatch(number) && long.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value
            : throw new RejectedValueException(column, $"'{number}' is no BIGINT");

        private int? Integer(string column) =>
            BigInt(column) is not { } value ? null
            : value is >= int.MinValue and <= int.MaxValue ? (int)value
            : throw new RejectedValueException(column, $"'{value}' is no INTEGER");

        private double? Double(string column)
        {
            if (NumberText(column) is not { } number)
            {
                return null;
            }

            var value = DecimalNumber().IsMatch(number) ? double.Parse(number, CultureInfo.InvariantCulture) : double.NaN;
            var vanished = value == 0 && number.Split('e', 'E')[0].AsSpan().ContainsAnyInRange('1', '9');
            return !double.IsFinite(value) || vanished ? throw new RejectedValueException(column, $"'{number}' is no DOUBLE PRECISION")
                : value == 0 ? 0
                : value;
        }

        /// <summary>The text of a number or of a string, for a number column; null for what is NULL there.</summary>
        private string? NumberText(string column)
        {
            var value = Find(column);
            return value.IsEmpty ? null
                : value[0] == '"' ? Decode(column, value) is { Length: > 0 } text ? text : null
                : value[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') ? Encoding.ASCII.GetString(value)
                : throw new RejectedValueException(column, "true, false, an object or an array is no number");
        }

        private static string Decode(string column, ReadOnlySpan<byte> value) =>
            (value[0] == '"' ? JsonString.TryDecode(value[1..^1], out var why) : JsonString.TryReadUtf8(value, out why))
            ?? throw new RejectedValueException(column, why);

        /// <summary>The value as written; empty when the name is missing or the value is null.</summary>
        private ReadOnlySpan<byte> Find(string column)
        {
            ReadOnlySpan<byte> found = default;
            foreach (var member in members)
            {
                var name = source[member.Name];
                if (name.Contains((byte)'\\')
                    ? JsonString.TryDecode(name, out _) is { } decoded && column.Equals(decoded, StringComparison.OrdinalIgnoreCase)
                    : Ascii.EqualsIgnoreCase(name, column))
                {
                    found = found.IsEmpty ? source[member.Value] : throw new RejectedValueException(column, "the name stands twice");
                }
            }

            return found.SequenceEqual("null"u8) ? default : found;
        }
    }

    private sealed class RejectedValueException(string? column, string reason) : Exception(reason)
    {
        public string? Column => column;
    }
}
