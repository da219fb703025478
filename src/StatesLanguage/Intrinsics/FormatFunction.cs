using System.Text;
using System.Text.Json;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Intrinsics;

internal static class FormatFunction
{
    /// <summary>
    /// States.Format: each <c>{}</c> is filled by the next argument; <c>\{</c> and <c>\}</c> are the characters themselves.
    /// </summary>
    public static JsonElement Format(IntrinsicCall call)
    {
        var (template, filled, next) = (call.Text(0), new StringBuilder(), 1);
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] == '\\' && at + 1 < template.Length && template[at + 1] is '{' or '}' or '\\')
            {
                filled.Append(template[++at]);
            }
            else if (template[at] == '{' && at + 1 < template.Length && template[at + 1] == '}')
            {
                filled.Append(next < call.Arguments.Count ? JavaText(call[next]) : throw Mismatch());
                next++;
                at++;
            }
            else
            {
                filled.Append(template[at]);
            }
        }

        return next == call.Arguments.Count ? JsonText.Of(filled.ToString()) : throw Mismatch();
    }

    /// <summary>A value as Java prints it: <c>{Arg1=1, Arg2=[]}</c>, as recorded.</summary>
    private static string JavaText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            "{" + string.Join(", ", value.EnumerateObject().Select(field => $"{field.Name}={JavaText(field.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(JavaText)) + "]",
        _ => JsonText.Quoted(value),
    };

    private static IntrinsicFaultException Mismatch() => new("the number of {} differs from the number of arguments after the template");
}
