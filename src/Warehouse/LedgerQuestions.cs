using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Warehouse;

/// <summary>What a person asks the ledger. A key goes into a statement as its hash alone.</summary>
public static class LedgerQuestions
{
    /// <param name="key">Of this file; null: of all files.</param>
    public static string Files(string? key) => SqlCatalog.Ledger.Files.Render(KeyOf(key));

    public static string LoadTimes(string key) => SqlCatalog.Ledger.LoadTimes.Render(KeyOf(key));

    /// <param name="key">Of this file; null: of all files.</param>
    public static string RejectedRows(string? key) => SqlCatalog.Ledger.RejectedRows.Render(KeyOf(key));

    public static string NewestLoad() => SqlCatalog.Ledger.NewestLoad.Render();

    public static string CountTables() => SqlCatalog.Ledger.CountTables.Render();

    public static string RowsByLoad() => SqlCatalog.Ledger.RowsByLoad.Render();

    [SuppressMessage(
        "Security", "CA5351", Justification = "It finds a line, as the warehouse's MD5 function does; nothing is protected by it.")]
    private static SqlArgument KeyOf(string? key) =>
        SqlArgument.Text("key_hash", key is null ? null : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(key))));
}
