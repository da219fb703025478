using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Json;

namespace StatesLanguage.Expressions;

/// <summary>
/// Parameters, ResultSelector, ItemSelector, Assign, BatchInput: JSON in which a field named <c>x.$</c> holds an expression.
/// </summary>
internal abstract record PayloadTemplate
{
    private const string Suffix = ".$";

    /// <param name="path">Of the template in the definition.</param>
    /// <param name="refuse">Called with the path and the reason of everything that is not understood.</param>
    public static PayloadTemplate Parse(JsonElement json, string path, Action<string, string> refuse) => json.ValueKind switch
    {
        JsonValueKind.Object => Object(json, path, refuse),
        JsonValueKind.Array => new ArrayTemplate([.. json.EnumerateArray().Select((item, at) => Parse(item, $"{path}[{at}]", refuse))]),
        _ => new ConstantTemplate(json),
    };

    public abstract JsonElement Fill(Surroundings surroundings);

    private static ObjectTemplate Object(JsonElement json, string path, Action<string, string> refuse)
    {
        var fields = new List<TemplateField>();
        foreach (var field in json.EnumerateObject())
        {
            var fieldPath = DefinitionPath.Field(path, field.Name);
            var computed = field.Name.EndsWith(Suffix, StringComparison.Ordinal);
            var name = computed ? field.Name[..^Suffix.Length] : field.Name;
            if (fields.Any(other => other.Name == name))
            {
                refuse(fieldPath, $"'{name}' is given twice");
            }

            if (!computed)
            {
                fields.Add(new TemplateField(name, null, Parse(field.Value, fieldPath, refuse)));
            }
            else if (field.Value.ValueKind != JsonValueKind.String)
            {
                refuse(fieldPath, "a field whose name ends in .$ holds a JSONPath or a call of an intrinsic function");
            }
            else
            {
                try
                {
                    fields.Add(new TemplateField(name, ExpressionParser.Parse(field.Value.GetString()!), null));
                }
                catch (FormatException e)
                {
                    refuse(fieldPath, e.Message);
                }
            }
        }

        return new ObjectTemplate(fields);
    }

    private sealed record ConstantTemplate(JsonElement Value) : PayloadTemplate
    {
        public override JsonElement Fill(Surroundings surroundings) => Value;
    }

    private sealed record ArrayTemplate(IReadOnlyList<PayloadTemplate> Items) : PayloadTemplate
    {
        public override JsonElement Fill(Surroundings surroundings) => JsonText.Array(Items.Select(item => item.Fill(surroundings)));
    }

    private sealed record TemplateField(string Name, Expression? Expression, PayloadTemplate? Template);

    private sealed record ObjectTemplate(IReadOnlyList<TemplateField> Fields) : PayloadTemplate
    {
        public override JsonElement Fill(Surroundings surroundings) => JsonText.Object(Fields.Select(field => KeyValuePair.Create(
            field.Name,
            field.Expression?.Evaluate(surroundings, field.Name + Suffix) ?? field.Template!.Fill(surroundings))));
    }
}
