using System.Security.Cryptography;
using System.Text;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.LocalCloud.Rebuild;

/// <summary>The five tables that analysts see.</summary>
public static class StarTables
{
    /// <summary>A digest of every value of every row: equal before and after means that nothing changed.</summary>
    public static async Task<string> DigestAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in SchemaChanges.StarTables)
        {
            var answer = await stack.AskAsync($"SELECT * FROM {table} ORDER BY 1", cancellationToken);
            foreach (var row in answer.Rows)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(
                    string.Join('\u001f', row.Select(value => value is null ? "\u0000" : AnswerText.Of(value))) + "\u001e"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
