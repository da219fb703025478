using System.Text.Json;
using StatesLanguage.Expressions;
using StatesLanguage.Paths;

namespace StatesLanguage.Definitions;

/// <summary>The fields of one object of a definition: each is asked for by name, and those that nobody asked for are refused.</summary>
internal sealed class Fields
{
    private readonly JsonElement _json;
    private readonly Action<string, string> _refuse;
    private readonly HashSet<string> _asked = [];

    public Fields(JsonElement json, string path, Action<string, string> refuse)
    {
        (_json, Path, _refuse) = (json, path, refuse);
        if (json.ValueKind != JsonValueKind.Object)
        {
            refuse(path, "an object is needed here");
        }
        else
        {
            foreach (var twice in json.EnumerateObject().GroupBy(field => field.Name).Where(group => group.Skip(1).Any()))
            {
                refuse(PathOf(twice.Key), "the field is given twice");
            }
        }
    }

    public string Path { get; }

    public IEnumerable<string> Names => _json.ValueKind == JsonValueKind.Object ? _json.EnumerateObject().Select(one => one.Name) : [];

    public string PathOf(string name) => DefinitionPath.Field(Path, name);

    public void Refuse(string reason) => _refuse(Path, reason);

    public void Refuse(string name, string reason) => _refuse(PathOf(name), reason);

    public void RefuseOthers(string what)
    {
        foreach (var name in Names.Distinct().Except(_asked))
        {
            Refuse(name, $"the field is not known here in {what}");
        }
    }

    public bool Has(string name) => Names.Contains(name);

    public JsonElement? Any(string name)
    {
        _asked.Add(name);
        return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) ? value : null;
    }

    public JsonElement? Any(string name, JsonValueKind kind, string what)
    {
        var value = Any(name);
        if (value is { } given && given.ValueKind != kind)
        {
            Refuse(name, $"{what} is needed here");
            return null;
        }

        return value;
    }

    public string? Text(string name) => Any(name, JsonValueKind.String, "a string")?.GetString();

    /// <summary>A text that has to be there: where it is missing, that is refused and the answer is empty.</summary>
    public string Needed(string name)
    {
        if (!Has(name))
        {
            Refuse($"the field {name} is missing");
        }

        return Text(name) ?? "";
    }

    public string? OneOf(string name, IReadOnlyList<string> known)
    {
        var text = Text(name);
        if (text is not null && !known.Contains(text))
        {
            Refuse(name, $"'{text}' is not known here (known: {string.Join(", ", known)})");
        }

        return text;
    }

    public bool? Flag(string name)
    {
        var value = Any(name);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Refuse(name, "true or false is needed here");
        }

        return value is { } given ? given.ValueKind == JsonValueKind.True : null;
    }

    public long? Whole(string name, long least, long most)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && whole >= least && whole <= most)
        {
            return whole;
        }

        Refuse(name, $"a whole number from {least} to {most} is needed here");
        return null;
    }

    public double? Real(string name, double least, double most)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var real) && real >= least && real <= most)
        {
            return real;
        }

        Refuse(
            name,
            most == double.MaxValue ? $"a number of at least {least} is needed here" : $"a number from {least} to {most} is needed here");
        return null;
    }

    /// <summary>The field <paramref name="name"/>, or the field of that name and <c>Path</c>, not both.</summary>
    public WholeSetting? Setting(string name, long least, long most)
    {
        var setting = new WholeSetting(name, Whole(name, least, most), Parsed(name + "Path", ExpressionParser.Path));
        NotBoth(name, name + "Path");
        return setting.Constant is null && setting.Path is null ? null : setting;
    }

    public void NotBoth(string one, string other)
    {
        if (Has(one) && Has(other))
        {
            Refuse($"{one} and {other} exclude each other");
        }
    }

    /// <summary>A text that is read by a parser, whose complaint becomes the reason.</summary>
    public T? Parsed<T>(string name, Func<string, T> parse)
        where T : class
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            Refuse(name, e.Message);
            return null;
        }
    }

    /// <summary>InputPath, OutputPath: <c>$</c> unless given, null where null is given.</summary>
    public PathExpression? Filter(string name) => IsNull(name) ? null : Parsed(name, ExpressionParser.Path) ?? ExpressionParser.Path("$");

    /// <summary>ResultPath: <c>$</c> unless given, null where null is given.</summary>
    public ReferencePath? Target(string name) => IsNull(name) ? null : Parsed(name, ReferencePath.Parse) ?? ReferencePath.Root;

    public PayloadTemplate? Template(string name) =>
        Any(name, JsonValueKind.Object, "an object") is { } json ? PayloadTemplate.Parse(json, PathOf(name), _refuse) : null;

    public Fields? Object(string name) =>
        Any(name, JsonValueKind.Object, "an object") is { } json ? new Fields(json, PathOf(name), _refuse) : null;

    public IReadOnlyList<Fields> Objects(string name) =>
        Any(name, JsonValueKind.Array, "an array") is { } json
            ? [.. json.EnumerateArray().Select((item, at) => new Fields(item, $"{PathOf(name)}[{at}]", _refuse))]
            : [];

    /// <summary>A list of texts, with at least one in it where the list is given.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Any(name, JsonValueKind.Array, "an array of strings") is not { } json)
        {
            return [];
        }

        if (json.GetArrayLength() == 0 || json.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Refuse(name, "an array of at least one string is needed here");
            return [];
        }

        return [.. json.EnumerateArray().Select(item => item.GetString()!)];
    }

    private bool IsNull(string name) => Any(name) is { ValueKind: JsonValueKind.Null };
}
