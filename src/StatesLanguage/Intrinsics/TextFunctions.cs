using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Intrinsics;

internal static class TextFunctions
{
    /// <summary>The documented limit of the data of States.Base64Encode, Base64Decode and Hash.</summary>
    private const int MostCharacters = 10_000;

    public static JsonElement Base64Encode(IntrinsicCall call) =>
        JsonText.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(Short(call.Text(0)))));

    public static JsonElement Base64Decode(IntrinsicCall call)
    {
        try
        {
            return JsonText.Of(Encoding.UTF8.GetString(Convert.FromBase64String(Short(call.Text(0)))));
        }
        catch (FormatException)
        {
            throw new IntrinsicFaultException("the text is not Base64");
        }
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "States.Hash offers it")]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "States.Hash offers it")]
    public static JsonElement Hash(IntrinsicCall call)
    {
        var data = Encoding.UTF8.GetBytes(Short(JsonText.Quoted(call[0])));
        var hash = call.Text(1) switch
        {
            "MD5" => MD5.HashData(data),
            "SHA-1" => SHA1.HashData(data),
            "SHA-256" => SHA256.HashData(data),
            "SHA-384" => SHA384.HashData(data),
            "SHA-512" => SHA512.HashData(data),
            var other => throw new IntrinsicFaultException($"'{other}' is not a hash algorithm (MD5, SHA-1, SHA-256, SHA-384, SHA-512)"),
        };
        return JsonText.Of(Convert.ToHexStringLower(hash));
    }

    /// <summary>Any of the delimiter's characters parts the text, and nothing is never a part, as recorded.</summary>
    public static JsonElement StringSplit(IntrinsicCall call) =>
        JsonText.Array(call.Text(0).Split(call.Text(1).ToCharArray(), StringSplitOptions.RemoveEmptyEntries).Select(JsonText.Of));

    private static string Short(string text) => text.Length <= MostCharacters
        ? text
        : throw new IntrinsicFaultException($"the data has {text.Length} characters, and at most {MostCharacters} are taken");
}
