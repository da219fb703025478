using System.Text;
using System.Text.Json;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Reads the root-level objects of files and writes each as a row: <c>FORMAT JSON 'auto'</c>
/// (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-json.html). Objects stand one after the other with white
/// space or nothing between them; keys of the first level match columns, others are ignored, a missing one is NULL.
/// </summary>
internal sealed class JsonRows(CopyStatement copy, TableShape table, IReadOnlyList<Column> columns, ChunkWriter writer)
{
    /// <summary>The documentation's limit for one object.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Deeper nesting than that of Redshift's SUPER is malformed.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 1_000 };
    private static readonly FieldError TooLarge = new(FieldParser.InvalidLine, "Invalid JSON: the object is larger than 4 MB");
    private static readonly FieldError NotJson = new(FieldParser.InvalidLine, "Invalid value.");
    private static readonly FieldError ArrayRoot = new(
        FieldParser.InvalidLine, "Invalid JSON: a root-level array is one row, and JSON 'auto' takes objects only");
    private static readonly FieldError Garbage = new(
        FieldParser.InvalidLine, "Invalid JSON: something other than white space stands between objects");

    private readonly FieldParser _fields = new(writer, copy);
    private readonly Dictionary<string, int> _columns = columns.Select((column, i) => (column.Name, i))
        .ToDictionary(pair => pair.Name, pair => pair.i);
    private readonly Column[] _others = [.. table.Columns.Except(columns)];
    private readonly bool[] _seen = new bool[columns.Count];

    /// <summary>The keys of the last object in its order, as written: the next object most often has the same.</summary>
    private readonly List<(byte[] Key, int Column)> _keys = [];
    private List<RowError> _errors = [];
    private byte[] _buffer = new byte[256];
    private Scan _scan = new(CancellationToken.None);
    private int _window = JsonWindow.First;
    private int _countedTo;
    private long _line;

    /// <summary>Of the part that was read last: how many positions were looked at.</summary>
    public long Positions => _scan.Positions;

    /// <summary>
    /// Reads a part of a file: every row that begins in it, to the row's end. What a row is does not depend on what stands before the
    /// part, if that ends where a row ends.
    /// </summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where the next one does.</param>
    public PartRead Read(ReadOnlySpan<byte> file, int start, int end, CancellationToken cancellationToken)
    {
        (_countedTo, _line, _scan, _window, _errors) = (start, 1, new Scan(cancellationToken), JsonWindow.First, []);
        long rows = 0;
        var at = start;
        // More errors than are allowed are not wanted: the COPY fails.
        while (at < end && _errors.Count < copy.ErrorsToFail)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (file[at])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    at++;
                    break;
                case (byte)'{':
                    at += ReadRow(file, at, ref rows);
                    break;
                case (byte)'[':
                    at += SkipArray(file, at);
                    break;
                default:
                    at += SkipGarbage(file, at);
                    break;
            }
        }

        return new PartRead(rows, at, _errors);
    }

    private int ReadRow(ReadOnlySpan<byte> file, int start, ref long rows)
    {
        var text = file[start..];
        Column? column;
        FieldError? error;
        int consumed;
        try
        {
            consumed = ReadFields(text, out column, out error);
        }
        catch (JsonException)
        {
            return SkipBroken(file, start, NotJson);
        }

        if (consumed > MostBytes)
        {
            (column, error) = (null, TooLarge);
        }

        if (error is null)
        {
            writer.EndRow();
            rows++;
        }
        else
        {
            Reject(file, start + consumed, column, error);
        }

        return consumed;
    }

    /// <summary>Reads an object through windows: the next row is most often about as long as this one.</summary>
    /// <returns>Its length.</returns>
    private int ReadFields(ReadOnlySpan<byte> text, out Column? column, out FieldError? error)
    {
        for (var window = 0; JsonWindow.TryWiden(ref window, _window, text.Length);)
        {
            var part = text[..window];
            var reader = new Utf8JsonReader(part, isFinalBlock: window == text.Length, new JsonReaderState(Options));
            if (TryReadFields(ref reader, part, out column, out error))
            {
                var consumed = (int)reader.BytesConsumed;
                _scan.Pass(consumed);
                _window = Math.Max(JsonWindow.First, Math.Min(consumed, MostBytes) * 2);
                return consumed;
            }

            _scan.Pass(window);
        }

        throw new JsonException("the object does not end");
    }

    /// <summary>Reads to the object's end even when a field is bad: the first bad one is reported.</summary>
    /// <returns>False: the text ends before the object does.</returns>
    private bool TryReadFields(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, out Column? at, out FieldError? first)
    {
        (at, first) = (null, null);
        Array.Clear(_seen);
        reader.Read();
        for (var ordinal = 0; ; ordinal++)
        {
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType is not JsonTokenType.PropertyName)
            {
                break;
            }

            var index = Match(ref reader, ordinal);
            if (!reader.Read())
            {
                return false;
            }

            var start = (int)reader.TokenStartIndex;
            var isNested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (!reader.TrySkip())
            {
                return false;
            }

            if (index < 0)
            {
                continue;
            }

            var column = columns[index];
            var error = _seen[index]
                ? new FieldError(FieldParser.InvalidLine, $"Invalid JSON: the object says {column.Name} twice")
                : isNested
                    ? _fields.Store(column, text[start..(int)reader.BytesConsumed])
                    : ReadField(ref reader, column);
            _seen[index] = true;
            if (error is not null && first is null)
            {
                (first, at) = (error, column);
            }
        }

        StoreAbsent(ref at, ref first);
        return true;
    }

    private void StoreAbsent(ref Column? at, ref FieldError? first)
    {
        for (var i = 0; i < _seen.Length; i++)
        {
            if (!_seen[i] && _fields.StoreNull(columns[i]) is { } error && first is null)
            {
                (first, at) = (error, columns[i]);
            }
        }

        foreach (var other in _others)
        {
            if (other.Default is not null)
            {
                writer.SetDefault(other.Index);
            }
            else if (_fields.StoreNull(other) is { } error && first is null)
            {
                (first, at) = (error, other);
            }
        }
    }

    private FieldError? ReadField(ref Utf8JsonReader reader, Column column)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return _fields.StoreNull(column);
            case JsonTokenType.String when reader.ValueIsEscaped:
                var raw = reader.ValueSpan;
                _buffer = _buffer.Length >= raw.Length ? _buffer : new byte[raw.Length * 2];
                var length = JsonString.Unescape(raw, _buffer, out var fault);
                return length >= 0
                    ? _fields.Store(column, _buffer.AsSpan(0, length))
                    : new FieldError(
                        FieldParser.InvalidUtf8, $"String contains invalid or unsupported UTF8 codepoints. Bad escape: {fault}");
            default:
                return _fields.Store(column, reader.ValueSpan);
        }
    }

    private int Match(ref Utf8JsonReader reader, int ordinal)
    {
        var key = reader.ValueSpan;
        if (ordinal < _keys.Count && key.SequenceEqual(_keys[ordinal].Key))
        {
            return _keys[ordinal].Column;
        }

        var column = Find(key, reader.ValueIsEscaped);
        if (ordinal < _keys.Count)
        {
            _keys[ordinal] = (key.ToArray(), column);
        }
        else if (_keys.Count < 256)
        {
            _keys.Add((key.ToArray(), column));
        }

        return column;
    }

    /// <summary>Columns are lower case; 'auto ignorecase' folds a key's ASCII letters, 'auto' folds nothing.</summary>
    private int Find(ReadOnlySpan<byte> key, bool isEscaped)
    {
        if (isEscaped)
        {
            var buffer = new byte[key.Length];
            var length = JsonString.Unescape(key, buffer, out _);
            key = buffer.AsSpan(0, Math.Max(0, length));
        }

        var name = Encoding.UTF8.GetString(key);
        return _columns.GetValueOrDefault(copy.IgnoreCase ? string.Create(name.Length, name, Fold) : name, -1);
    }

    private static void Fold(Span<char> to, string from)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
        }
    }

    private int SkipArray(ReadOnlySpan<byte> file, int start)
    {
        var text = file[start..];
        int length;
        try
        {
            length = LengthOfArray(text);
        }
        catch (JsonException)
        {
            return SkipBroken(file, start, ArrayRoot);
        }

        Reject(file, start + length, null, ArrayRoot);
        return length;
    }

    private int LengthOfArray(ReadOnlySpan<byte> text)
    {
        for (var window = 0; JsonWindow.TryWiden(ref window, JsonWindow.First, text.Length);)
        {
            var reader = new Utf8JsonReader(text[..window], isFinalBlock: window == text.Length, new JsonReaderState(Options));
            reader.Read();
            if (reader.TrySkip())
            {
                _scan.Pass(reader.BytesConsumed);
                return (int)reader.BytesConsumed;
            }

            _scan.Pass(window);
        }

        throw new JsonException("the array does not end");
    }

    private int SkipBroken(ReadOnlySpan<byte> file, int start, FieldError error)
    {
        _window = JsonWindow.First;
        var (length, rows) = BrokenJson.Skip(file[start..], _scan);
        for (var i = 0; i < rows; i++)
        {
            Reject(file, start + length, null, error);
        }

        return length;
    }

    /// <summary>Up to the line's end or the next object: one error.</summary>
    private int SkipGarbage(ReadOnlySpan<byte> file, int start)
    {
        var length = file[start..].IndexOfAny((byte)'\n', (byte)'{', (byte)'[');
        length = length < 0 ? file.Length - start : length;
        _scan.Pass(length);
        Reject(file, start + length, null, Garbage);
        return length;
    }

    private void Reject(ReadOnlySpan<byte> file, int end, Column? column, FieldError error)
    {
        while (end > _countedTo && file[end - 1] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
        {
            end--;
        }

        _line += file[_countedTo..end].Count((byte)'\n');
        _countedTo = end;
        _errors.Add(new RowError(_line, column, error));
    }
}
