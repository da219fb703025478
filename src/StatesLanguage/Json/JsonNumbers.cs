using System.Globalization;
using System.Text.Json;

namespace StatesLanguage.Json;

/// <summary>
/// Numbers as the States Language takes them: exact where decimal can hold them, else as doubles; text that is a number counts where AWS
/// counts it.
/// </summary>
internal static class JsonNumbers
{
    public static int Compare(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out var a) && right.TryGetDecimal(out var b) ? a.CompareTo(b) : left.GetDouble().CompareTo(right.GetDouble());

    /// <summary>A whole number, or text that is one: what the fields *Path accept.</summary>
    public static bool TryWhole(JsonElement value, out long whole)
    {
        whole = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out whole),
            JsonValueKind.String =>
                long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole),
            _ => false,
        };
    }

    /// <summary>A number, or text that is one.</summary>
    public static bool TryReal(JsonElement value, out double real)
    {
        real = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out real),
            JsonValueKind.String =>
                double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out real) && double.IsFinite(real),
            _ => false,
        };
    }
}
