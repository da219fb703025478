using System.Globalization;
using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// COPY of JSON from S3, its options in any order (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html). An option that is not
/// known here is an error: ignoring one could load other rows than Redshift would.
/// </summary>
internal static class Copies
{
    private const int MostErrors = 100_000;

    public static CopyStatement Read(NodeCursor cursor)
    {
        cursor.Expect("copy");
        var table = cursor.ExpectRelation();
        var columns = cursor.TakeGroup() is { } list ? Changes.Columns(list).ToList() : null;
        cursor.Expect("from");
        var copy = new CopyStatement { Table = table, Columns = columns, Source = cursor.ExpectText() };
        if (!copy.Source.StartsWith("s3://", StringComparison.Ordinal))
        {
            throw RedshiftErrorException.NotHere($"COPY from '{copy.Source}'");
        }

        var seen = new HashSet<string>();
        while (!cursor.AtEnd)
        {
            var option = cursor.Next();
            if (option.Kind is not NodeKind.Word || !seen.Add(option.Text == "json" ? "format" : option.Text))
            {
                throw option.SyntaxError();
            }

            copy = Option(copy, option, cursor);
        }

        return !seen.Contains("iam_role") ? throw new RedshiftErrorException("ERROR: CREDENTIALS argument is required but not found")
            : !seen.Contains("format") ? throw RedshiftErrorException.NotHere("COPY of anything but JSON")
            : seen.Contains("maxerror") && seen.Contains("ignoreallerrors")
            ? throw new RedshiftErrorException("ERROR: MAXERROR and IGNOREALLERRORS exclude each other")
            : copy;
    }

    private static CopyStatement Option(CopyStatement copy, Node option, NodeCursor cursor)
    {
        switch (option.Text)
        {
            case "iam_role":
                if (!cursor.Take("default"))
                {
                    cursor.ExpectText();
                }

                return copy;
            case "region":
                cursor.Take("as");
                cursor.ExpectText();
                return copy;
            case "format" or "json":
                return copy with { IgnoreCase = Json(option, cursor) };
            case "manifest":
                return copy with { Manifest = true };
            case "gzip":
                return copy with { Gzip = true };
            case "maxerror":
                cursor.Take("as");
                return copy with { ErrorsToFail = Math.Max(1, Number(cursor, MostErrors)) };
            case "ignoreallerrors":
                return copy with { ErrorsToFail = int.MaxValue };
            case "truncatecolumns":
                return copy with { TruncateColumns = true };
            case "emptyasnull":
                return copy with { EmptyAsNull = true };
            case "acceptinvchars":
                return copy with { InvalidByteReplacement = Replacement(cursor) };
            case "compupdate":
                cursor.TakeAny("preset", "on", "off", "true", "false");
                return copy;
            case "statupdate":
                cursor.TakeAny("on", "off", "true", "false");
                return copy;
            case "timeformat":
                cursor.Take("as");
                return copy with { TimeFormat = Times(cursor.ExpectText()) };
            case "dateformat":
                cursor.Take("as");
                return cursor.ExpectText() == "auto" ? copy : throw RedshiftErrorException.NotHere("a DATEFORMAT other than 'auto'");
            case "csv" or "delimiter" or "escape" or "fillrecord" or "fixedwidth" or "ignoreblanklines" or "null" or "readratio"
                or "removequotes":
                throw new RedshiftErrorException($"ERROR: {option.Text.ToUpperInvariant()} is not supported with JSON");
            default:
                throw option.SyntaxError();
        }
    }

    /// <summary>Whether keys match columns in any case.</summary>
    private static bool Json(Node option, NodeCursor cursor)
    {
        cursor.Take("as");
        if (option.Is("format"))
        {
            if (cursor.Peek is { } format && format.IsAny("csv", "avro", "parquet", "orc", "delimiter", "fixedwidth", "shapefile"))
            {
                throw RedshiftErrorException.NotHere("COPY of anything but JSON");
            }

            cursor.Expect("json");
            cursor.Take("as");
        }

        return (cursor.Peek is { Kind: NodeKind.Text } ? cursor.ExpectText() : "auto") switch
        {
            "auto" => false,
            "auto ignorecase" => true,
            var other => throw RedshiftErrorException.NotHere($"FORMAT JSON '{other}'"),
        };
    }

    private static TimeFormat Times(string text) => text switch
    {
        "auto" => TimeFormat.Auto,
        "epochsecs" => TimeFormat.EpochSeconds,
        "epochmillisecs" => TimeFormat.EpochMilliseconds,
        _ => throw RedshiftErrorException.NotHere($"TIMEFORMAT '{text}'"),
    };

    private static byte Replacement(NodeCursor cursor)
    {
        cursor.Take("as");
        var text = cursor.Peek is { Kind: NodeKind.Text } ? cursor.ExpectText() : "?";
        return text.Length == 1 && Rune.TryGetRuneAt(text, 0, out var rune) && rune.IsAscii && rune.Value != 0
            ? (byte)rune.Value
            : throw new RedshiftErrorException($"ERROR: ACCEPTINVCHARS takes one ASCII character, not '{text}'");
    }

    private static int Number(NodeCursor cursor, int most)
    {
        var node = cursor.Next();
        return node.Kind is NodeKind.Number
            && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= most
            ? value
            : throw node.SyntaxError();
    }
}
