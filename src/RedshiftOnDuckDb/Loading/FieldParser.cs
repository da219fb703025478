using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Reads a value's text as COPY does: whatever JSON type it has, its text is converted to the column's type. What would be altered by
/// that is an error here: a fraction for a whole number, a number too large or too small for its type.
/// </summary>
internal sealed class FieldParser(ChunkWriter writer, CopyStatement copy)
{
    public const int OutOfRange = 1204;
    public const int InvalidDate = 1205;
    public const int InvalidTimestamp = 1206;
    public const int InvalidDigit = 1207;
    public const int InvalidFloat = 1208;
    public const int InvalidDecimal = 1209;
    public const int InvalidBoolean = 1210;
    public const int MissingValue = 1213;
    public const int InvalidLine = 1216;
    public const int InvalidUtf8 = 1220;

    private static readonly FieldError NotNull = new(MissingValue, "Missing data for not-null field");

    public FieldError? StoreNull(Column column)
    {
        writer.SetNull(column.Index);
        return column.NotNull ? NotNull : null;
    }

    public FieldError? Store(Column column, ReadOnlySpan<byte> text)
    {
        if (column.Kind is ColumnKind.Varchar)
        {
            return StoreText(column, text);
        }

        if (text.IsEmpty)
        {
            return StoreNull(column);
        }

        switch (column.Kind)
        {
            case ColumnKind.Short or ColumnKind.Integer or ColumnKind.Long:
                return StoreWhole(column, text);
            case ColumnKind.Real or ColumnKind.Double:
                return StoreFloat(column, text);
            case ColumnKind.Boolean:
                return StoreBoolean(column, text);
            case ColumnKind.Decimal:
                return StoreDecimal(column, text);
            default:
                return StoreTime(column, text);
        }
    }

    private FieldError? StoreText(Column column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty && copy.EmptyAsNull)
        {
            return StoreNull(column);
        }

        if (!Utf8.IsValid(text))
        {
            if (copy.InvalidByteReplacement is not { } replacement)
            {
                return new FieldError(
                    InvalidUtf8,
                    $"String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: {JsonString.FirstInvalid(text)}");
            }

            text = JsonString.Repair(text, replacement);
        }

        if (text.Length > column.Bytes)
        {
            if (!copy.TruncateColumns)
            {
                return new FieldError(OutOfRange, "String length exceeds DDL length");
            }

            text = JsonString.Cut(text, column.Bytes);
        }

        writer.SetText(column.Index, text);
        return null;
    }

    private FieldError? StoreWhole(Column column, ReadOnlySpan<byte> text)
    {
        var (name, most) = column.Kind switch
        {
            ColumnKind.Short => ("Short", (ulong)short.MaxValue),
            ColumnKind.Integer => ("Integer", (ulong)int.MaxValue),
            _ => ("Long", (ulong)long.MaxValue),
        };
        var sign = text[0] == '-' ? 1 : 0;
        ulong size = 0;
        var isTooLarge = false;
        for (var i = sign; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return new FieldError(InvalidDigit, $"Invalid digit, Value '{Shown(text[i..])}', Pos {i}, Type: {name}", i);
            }

            isTooLarge |= size > (ulong.MaxValue - 9) / 10;
            size = (size * 10) + digit;
        }

        if (text.Length == sign)
        {
            return new FieldError(InvalidDigit, $"Invalid digit, Value '-', Pos 0, Type: {name}");
        }

        if (isTooLarge || size > most + (ulong)sign)
        {
            return new FieldError(OutOfRange, $"Overflow, Value '{Encoding.UTF8.GetString(text)}', Type: {name}");
        }

        var value = sign == 1 ? unchecked(-(long)size) : (long)size;
        switch (column.Kind)
        {
            case ColumnKind.Short:
                writer.Set(column.Index, (short)value);
                return null;
            case ColumnKind.Integer:
                writer.Set(column.Index, (int)value);
                return null;
            default:
                writer.Set(column.Index, value);
                return null;
        }
    }

    private FieldError? StoreFloat(Column column, ReadOnlySpan<byte> text)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!IsDecimal(text) || !double.TryParse(text, styles, CultureInfo.InvariantCulture, out var value))
        {
            return new FieldError(InvalidFloat, $"Invalid digit, Value '{Shown(text)}', Pos 0, Type: Double");
        }

        var stored = column.Kind is ColumnKind.Real ? (float)value : value;
        if (!double.IsFinite(stored) || (stored == 0 && !IsZero(text)))
        {
            return new FieldError(OutOfRange, $"Overflow, Value '{Encoding.UTF8.GetString(text)}', Type: Double");
        }

        if (column.Kind is ColumnKind.Real)
        {
            writer.Set(column.Index, (float)value);
        }
        else
        {
            writer.Set(column.Index, value);
        }

        return null;
    }

    private FieldError? StoreBoolean(Column column, ReadOnlySpan<byte> text)
    {
        bool? value = text.Length > 5 ? null : Encoding.ASCII.GetString(text).ToLowerInvariant() switch
        {
            "true" or "t" or "yes" or "y" or "1" => true,
            "false" or "f" or "no" or "n" or "0" => false,
            _ => null,
        };
        if (value is not { } known)
        {
            return new FieldError(InvalidBoolean, $"Unknown boolean format: '{Encoding.UTF8.GetString(text)}'");
        }

        writer.Set(column.Index, known ? (byte)1 : (byte)0);
        return null;
    }

    /// <summary>COPY leaves digits behind the scale out unless ROUNDEC is given.</summary>
    private FieldError? StoreDecimal(Column column, ReadOnlySpan<byte> text)
    {
        var (precision, scale) = column.Digits;
        var sign = text[0] == '-' ? 1 : 0;
        var most = Power(precision);
        Int128 unscaled = 0;
        int? behind = null;
        for (var i = sign; i < text.Length; i++)
        {
            if (text[i] == '.' && behind is null && i > sign)
            {
                behind = 0;
            }
            else if (!char.IsAsciiDigit((char)text[i]))
            {
                return new FieldError(InvalidDecimal, $"Invalid digit, Value '{Shown(text[i..])}', Pos {i}, Type: Decimal", i);
            }
            else if (behind is null || behind++ < scale)
            {
                unscaled = unscaled >= most ? most : (unscaled * 10) + (text[i] - '0');
            }
        }

        for (var i = Math.Min(behind ?? 0, scale); i < scale; i++)
        {
            unscaled = unscaled >= most ? most : unscaled * 10;
        }

        if (text.Length == sign || unscaled >= most)
        {
            return new FieldError(OutOfRange, "Numeric data overflow (result precision)");
        }

        unscaled = sign == 1 ? -unscaled : unscaled;
        switch (precision)
        {
            case <= 4:
                writer.Set(column.Index, (short)unscaled);
                return null;
            case <= 9:
                writer.Set(column.Index, (int)unscaled);
                return null;
            case <= 18:
                writer.Set(column.Index, (long)unscaled);
                return null;
            default:
                writer.Set(column.Index, unscaled);
                return null;
        }
    }

    private FieldError? StoreTime(Column column, ReadOnlySpan<byte> text)
    {
        var isDate = column.Kind is ColumnKind.Date;
        if (!isDate && copy.TimeFormat is not TimeFormat.Auto)
        {
            var unit = copy.TimeFormat is TimeFormat.EpochSeconds ? 1_000_000 : 1_000;
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var since)
                || Math.Abs((decimal)since) * unit > DateTime.MaxValue.Ticks / 10)
            {
                return new FieldError(InvalidTimestamp, $"Invalid timestamp format or value [{copy.TimeFormat}]");
            }

            writer.Set(column.Index, since * unit);
            return null;
        }

        string[] formats = isDate ? ["yyyy-MM-dd"] : ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFF", "yyyy-MM-dd"];
        if (!DateTime.TryParseExact(
            Encoding.UTF8.GetString(text), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return isDate
                ? new FieldError(InvalidDate, "Invalid Date Format - length must be 10 or more")
                : new FieldError(InvalidTimestamp, "Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]");
        }

        if (isDate)
        {
            writer.Set(column.Index, (time - DateTime.UnixEpoch).Days);
        }
        else
        {
            writer.Set(column.Index, (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        }

        return null;
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    /// <summary>Digits before the point and behind it: .NET also reads <c>.5</c>, <c>5.</c> and <c>Infinity</c>.</summary>
    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == '-' ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        return !digits.IsEmpty && char.IsAsciiDigit((char)digits[0]) && char.IsAsciiDigit((char)digits[^1])
            && (point < 0 || char.IsAsciiDigit((char)digits[point + 1]));
    }

    private static bool IsZero(ReadOnlySpan<byte> number)
    {
        var mantissa = number.IndexOfAny((byte)'e', (byte)'E') is var end && end >= 0 ? number[..end] : number;
        return !mantissa.ContainsAnyInRange((byte)'1', (byte)'9');
    }

    private static string Shown(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune.ToString() : "?";
}
