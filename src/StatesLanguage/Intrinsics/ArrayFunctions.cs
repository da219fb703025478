using System.Text.Json;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Intrinsics;

internal static class ArrayFunctions
{
    /// <summary>The documented limit of States.ArrayRange.</summary>
    private const int MostInRange = 1_000;

    public static JsonElement Array(IntrinsicCall call) => JsonText.Array(call.Arguments);

    public static JsonElement ArrayPartition(IntrinsicCall call)
    {
        var size = call.Whole(1);
        return size is > 0 and <= int.MaxValue
            ? JsonText.Array(call.List(0).EnumerateArray().Chunk((int)size).Select(JsonText.Array))
            : throw new IntrinsicFaultException($"a chunk must have at least one item, and {size} is asked for");
    }

    public static JsonElement ArrayContains(IntrinsicCall call) =>
        JsonText.Of(call.List(0).EnumerateArray().Any(item => JsonElement.DeepEquals(item, call[1])));

    public static JsonElement ArrayRange(IntrinsicCall call)
    {
        var (first, last, step) = (call.Whole(0), call.Whole(1), call.Whole(2));
        if (step == 0)
        {
            throw new IntrinsicFaultException("the step of a range can't be 0");
        }

        var values = new List<JsonElement>();
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            values.Add(values.Count < MostInRange
                ? JsonText.Of(value)
                : throw new IntrinsicFaultException($"a range has at most {MostInRange} items"));
        }

        return JsonText.Array(values);
    }

    public static JsonElement ArrayGetItem(IntrinsicCall call)
    {
        var (list, index) = (call.List(0), call.Whole(1));
        return index >= 0 && index < list.GetArrayLength()
            ? list[(int)index]
            : throw new IntrinsicFaultException($"there is no item {index} in an array of {list.GetArrayLength()}");
    }

    public static JsonElement ArrayLength(IntrinsicCall call) => JsonText.Of(call.List(0).GetArrayLength());

    public static JsonElement ArrayUnique(IntrinsicCall call)
    {
        var unique = new List<JsonElement>();
        foreach (var item in call.List(0).EnumerateArray())
        {
            if (!unique.Exists(other => JsonElement.DeepEquals(other, item)))
            {
                unique.Add(item);
            }
        }

        return JsonText.Array(unique);
    }
}
