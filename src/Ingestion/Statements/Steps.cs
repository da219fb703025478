using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Ingestion.Statements;

/// <summary>The steps of a load, and of a backfill, that submit a batch.</summary>
public static class Steps
{
    public const string Stage = "stage";
    public const string Merge = "merge";
    public const string Quarantine = "quarantine";
    public const string Explain = "explain";
    public const string Count = "count";

    /// <summary>A backfill's question of one chunk of its listing: each chunk has attempts of its own.</summary>
    public static string Compare(int chunk) => string.Create(CultureInfo.InvariantCulture, $"compare {chunk}");

    /// <summary>
    /// The token that makes a repeated submission the same submission. It holds the execution and the attempt, because the Data API answers
    /// a token of the last 8 hours with what came of it then, a failure too: a second attempt must not have the first one's token.
    /// </summary>
    /// <returns>64 characters, the most that the Data API takes.</returns>
    public static string ClientToken(string executionId, string step, int attempt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{executionId}\n{step}\n{attempt}"))));
}
