using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>The functions of dates and times.</summary>
internal static class Times
{
    private static readonly Dictionary<string, string> Parts = new()
    {
        ["y"] = "year", ["yr"] = "year", ["yrs"] = "year", ["year"] = "year", ["years"] = "year",
        ["qtr"] = "quarter", ["quarter"] = "quarter", ["quarters"] = "quarter",
        ["mon"] = "month", ["mons"] = "month", ["month"] = "month", ["months"] = "month",
        ["w"] = "week", ["week"] = "week", ["weeks"] = "week",
        ["d"] = "day", ["day"] = "day", ["days"] = "day",
        ["dow"] = "dow", ["dayofweek"] = "dow", ["weekday"] = "dow", ["doy"] = "doy", ["dayofyear"] = "doy",
        ["h"] = "hour", ["hr"] = "hour", ["hour"] = "hour", ["hours"] = "hour",
        ["m"] = "minute", ["min"] = "minute", ["minute"] = "minute", ["minutes"] = "minute",
        ["s"] = "second", ["sec"] = "second", ["second"] = "second", ["seconds"] = "second",
        ["ms"] = "millisecond", ["msec"] = "millisecond", ["millisecond"] = "millisecond", ["milliseconds"] = "millisecond",
        ["us"] = "microsecond", ["microsecond"] = "microsecond", ["microseconds"] = "microsecond", ["epoch"] = "epoch",
    };

    /// <summary>TO_CHAR's patterns, the longest first, and DuckDB's.</summary>
    private static readonly (string Redshift, string DuckDb)[] Formats =
    [
        ("HH24", "%H"), ("YYYY", "%Y"), ("MM", "%m"), ("DD", "%d"), ("MI", "%M"), ("SS", "%S"), ("MS", "%g"), ("US", "%f"), ("IYYY", "%G"),
        ("IW", "%V"),
        ("DDD", "%j"), ("Mon", "%b"), ("Month", "%B"), ("Dy", "%a"),
    ];

    /// <summary><c>EXTRACT(part FROM x)</c>: an INTEGER in Redshift, a BIGINT in DuckDB.</summary>
    public static string Extract(Node name, Node arguments)
    {
        var inner = arguments.Inner;
        return inner.Count > 2 && inner[1].Is("from")
            ? Part(inner[0], Expressions.Write(inner.Range(2, inner.Count)))
            : throw name.SyntaxError();
    }

    public static string Call(Node name, Node arguments)
    {
        var parts = arguments.Inner.SplitAtCommas();
        var count = name.Text is "dateadd" or "date_add" or "datediff" or "date_diff" ? 3 : 2;
        if (parts.Count != count || (parts[0].Count != 1 && !name.Text.StartsWith("to_", StringComparison.Ordinal)))
        {
            throw name.SyntaxError();
        }

        var texts = parts.ConvertAll(
            part => name.Text.StartsWith("to_", StringComparison.Ordinal) || part != parts[0] ? Expressions.Write(part) : "");
        return name.Text switch
        {
            "date_part" => Part(parts[0][0], texts[1]),
            "dateadd" or "date_add" => $"(CAST({texts[2]} AS TIMESTAMP) + rs_integer({texts[1]}) * INTERVAL '1 {PartName(parts[0][0])}')",
            "datediff" or "date_diff" =>
                $"date_diff('{PartName(parts[0][0])}', CAST({texts[1]} AS TIMESTAMP), CAST({texts[2]} AS TIMESTAMP))",
            "to_char" => $"strftime(CAST({texts[0]} AS TIMESTAMP), {Format(name, parts[1])})",
            "to_timestamp" => $"CAST(strptime({texts[0]}, {Format(name, parts[1])}) AS TIMESTAMPTZ)",
            _ => $"CAST(strptime({texts[0]}, {Format(name, parts[1])}) AS DATE)",
        };
    }

    /// <summary>
    /// <c>CONVERT_TIMEZONE('UTC', 'US/Pacific', t)</c>, the first of which may be left out. By a name with a city or a country both
    /// databases know a zone with its summer time; an abbreviation is a fixed offset on Redshift, and here it may be none.
    /// </summary>
    public static string ConvertTimeZone(FunctionCall call)
    {
        var parts = call.Arguments.Inner.SplitAtCommas();
        if (parts.Count is < 2 or > 3)
        {
            throw call.Arguments.SyntaxError();
        }

        var zones = parts.SkipLast(1).Select(part =>
            part is [{ Kind: NodeKind.Text } zone] && (zone.Text is "UTC" or "GMT" || zone.Text.Contains('/', StringComparison.Ordinal))
                ? Names.Literal(zone.Text)
                : throw call.NotHere("with a zone that is no literal such as 'US/Pacific'")).ToList();
        return $"rs_convert_timezone({(zones.Count == 2 ? zones[0] : "'UTC'")}, {zones[^1]}, {Expressions.Write(parts[^1])})";
    }

    /// <summary>
    /// Redshift's seconds leave the fraction out and its milliseconds leave the seconds out; DuckDB's milliseconds do not.
    /// </summary>
    private static string Part(Node part, string value) => PartName(part) switch
    {
        "millisecond" => $"CAST(extract(millisecond FROM {value}) % 1000 AS INTEGER)",
        "microsecond" => $"CAST(extract(microsecond FROM {value}) % 1000000 AS INTEGER)",
        "epoch" => $"CAST(extract(epoch FROM {value}) AS BIGINT)",
        var name => $"CAST(extract({name} FROM {value}) AS INTEGER)",
    };

    private static string PartName(Node part) =>
        part.Kind is NodeKind.Word or NodeKind.Text or NodeKind.Quoted && Parts.TryGetValue(part.Text.ToLowerInvariant(), out var name)
            ? name
            : throw new RedshiftErrorException($"ERROR: timestamp units \"{part.Text}\" not recognized");

    private static string Format(Node name, IReadOnlyList<Node> format)
    {
        if (format is not [{ Kind: NodeKind.Text } literal])
        {
            throw RedshiftErrorException.NotHere($"{name.Text.ToUpperInvariant()} with a format that is not a literal");
        }

        if (literal.Text.AsSpan().IndexOfAny('0', '9') >= 0)
        {
            throw RedshiftErrorException.NotHere($"{name.Text.ToUpperInvariant()} of a number");
        }

        var text = new StringBuilder();
        for (var at = 0; at < literal.Text.Length;)
        {
            var rest = literal.Text[at..];
            var known = Formats.Where(f => rest.StartsWith(f.Redshift, StringComparison.Ordinal))
                .OrderByDescending(f => f.Redshift.Length)
                .FirstOrDefault();
            if (known.Redshift is null && char.IsAsciiLetter(rest[0]))
            {
                throw RedshiftErrorException.NotHere($"the format '{literal.Text}'");
            }

            text.Append(known.DuckDb ?? (rest[0] == '%' ? "%%" : rest[..1]));
            at += known.Redshift?.Length ?? 1;
        }

        return Names.Literal(text.ToString());
    }
}
