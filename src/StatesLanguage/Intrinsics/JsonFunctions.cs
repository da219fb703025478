using System.Text.Json;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Intrinsics;

internal static class JsonFunctions
{
    public static JsonElement JsonMerge(IntrinsicCall call)
    {
        if (call[2].ValueKind != JsonValueKind.False)
        {
            throw new IntrinsicFaultException("Step Functions merges shallowly only: the third argument must be false");
        }

        var (first, second) = (call.Fields(0), call.Fields(1));
        return JsonText.Object(first.EnumerateObject().Where(field => !second.TryGetProperty(field.Name, out _))
            .Concat(second.EnumerateObject())
            .Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }

    /// <summary>Blank text is null, as recorded.</summary>
    public static JsonElement StringToJson(IntrinsicCall call)
    {
        var text = call.Text(0);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? JsonText.Null : JsonText.Parse(text);
        }
        catch (JsonException)
        {
            throw new IntrinsicFaultException($"the text is not JSON: {text}");
        }
    }

    public static JsonElement JsonToString(IntrinsicCall call) => JsonText.Of(call[0].GetRawText());
}
