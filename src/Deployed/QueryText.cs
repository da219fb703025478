using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Deployed;

/// <summary>
/// Holds back what is no query, as the local warehouse does. What an operator's database user may do is the warehouse's matter.
/// </summary>
internal static partial class QueryText
{
    /// <exception cref="WarehouseRefusedException">It does not begin as a query does.</exception>
    public static void Require(string sql)
    {
        if (!Beginning().IsMatch(sql))
        {
            throw new WarehouseRefusedException(
                "ERROR: only a SELECT can be run here: what changes the warehouse goes through the workflow");
        }
    }

    /// <summary>Blanks, comments and opening parentheses, then SELECT or WITH.</summary>
    [GeneratedRegex(
        @"\A(\s|\(|--[^\n]*(\n|\z)|/\*.*?\*/)*(select|with)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();
}
