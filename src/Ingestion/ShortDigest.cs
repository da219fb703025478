using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Ingestion;

/// <summary>Twelve hexadecimal digits that stand for a text in a name.</summary>
internal static class ShortDigest
{
    private const int Bytes = 6;

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
}
