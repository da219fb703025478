using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Intrinsics;

internal static class NumberFunctions
{
    public static JsonElement MathAdd(IntrinsicCall call) => JsonText.Of(call.Whole(0) + call.Whole(1));

    /// <summary>From the first number up to, and without, the second; the same number for the same seed.</summary>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A repeatable number is what the seed is for")]
    public static JsonElement MathRandom(IntrinsicCall call)
    {
        var (from, to) = (call.Whole(0), call.Whole(1));
        if (from >= to)
        {
            throw new IntrinsicFaultException($"there is no number from {from} up to {to}");
        }

        return JsonText.Of(call.Arguments.Count == 3 ? new Random((int)call.Whole(2)).NextInt64(from, to) : call.Chance.Whole(from, to));
    }

    public static JsonElement Uuid(IntrinsicCall call) => JsonText.Of(call.Chance.Uuid());
}
