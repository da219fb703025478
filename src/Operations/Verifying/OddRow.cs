using System.Globalization;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Operations.Verifying;

/// <summary>A row of which the documentation of COPY does not say what becomes of it.</summary>
/// <param name="Claim">Which one it is tried for.</param>
/// <param name="What">In words.</param>
/// <param name="Text">The file; its number stands for #.</param>
internal sealed record OddRow(Claim Claim, string What, string Text)
{
    /// <summary>Each is a file of its own, so that what one does to the next row is not in the way.</summary>
    public static IReadOnlyList<OddRow> All { get; } =
    [
        new(Claims.NulInText, "within a text", """{"n":#,"words":"a\u0000b"}"""),
        new(Claims.NulInText, "at its beginning", """{"n":#,"words":"\u0000b"}"""),
        new(Claims.LoneSurrogate, "within a text", """{"n":#,"words":"a\ud800b"}"""),
        new(Claims.OddRows, "a key twice", """{"n":#,"words":"a","WORDS":"b"}"""),
        new(Claims.OddRows, "a fraction for a whole number", """{"n":#,"amount":1.5}"""),
        new(Claims.OddRows, "an exponent for a whole number", """{"n":#,"amount":1e3}"""),
        new(Claims.OddRows, "a number beyond its type", """{"n":#,"amount":2147483648}"""),
        new(Claims.OddRows, "a number too small for its type", """{"n":#,"ratio":1e-400}"""),
        new(Claims.OddRows, "true for a number", """{"n":#,"amount":true}"""),
        new(Claims.OddRows, "an object for a number", """{"n":#,"amount":{"a":1}}"""),
        new(Claims.OddRows, "an array for a text", """{"n":#,"words":[1,{"a":2}]}"""),
        new(Claims.OddRows, "a byte-order mark", "\ufeff{\"n\":#,\"words\":\"a\"}"),
        new(Claims.OddRows, "words before an object", """nonsense {"n":#,"words":"a"}"""),
        new(Claims.OddRows, "a malformed object before another", "{\"n\":#,\"words\":}\n{\"n\":#,\"words\":\"a\"}"),
        new(Claims.OddRows, "a top-level array", """[{"n":#,"words":"a"}]"""),
    ];

    public string Content(int number) => Text.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>In words.</summary>
    /// <param name="number">By which the row is known.</param>
    /// <param name="loaded">The rows that the COPY has loaded.</param>
    /// <param name="refusals">What the load views say of its file.</param>
    public static string Became(int number, IReadOnlyList<ResultRow> loaded, IReadOnlyList<string> refusals)
    {
        var rows = loaded.Where(row => row.NumberOrNull("n") == number).Select(Shown).ToList();
        return string.Join(", ", rows.Concat(refusals.Select(refusal => $"refused ({refusal})"))) is { Length: > 0 } became
            ? became
            : "not loaded, and the load views do not say why";
    }

    private static string Shown(ResultRow row)
    {
        var columns = new[]
        {
            row.TextOrNull("words") is { } words
                ? string.Create(CultureInfo.InvariantCulture, $"'{words}' of {row.NumberOrNull("characters")} characters") : null,
            row.NumberOrNull("amount")?.ToString(CultureInfo.InvariantCulture),
            row.TextOrNumber("ratio"),
        };
        return $"loaded as {string.Join(", ", columns.OfType<string>().DefaultIfEmpty("NULL"))}";
    }
}
