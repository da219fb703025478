using System.Reflection;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.StandIns;

/// <summary>One stand-in's types beside the shapes of a service's model.</summary>
internal sealed class StandInComparison(Assembly standIn, ServiceModel model)
{
    private readonly JsonSerializerContext _wire = (JsonSerializerContext)standIn.GetTypes()
        .Single(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
        .GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private readonly HashSet<Type> _compared = [];
    private readonly List<string> _differences = [];
    private readonly List<string> _lacking = [];

    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Optional members that only the model has.</summary>
    public IReadOnlyList<string> Lacking => _lacking;

    public void CompareOperation(string operation, MethodInfo method)
    {
        CompareStructure(method.GetParameters()[0].ParameterType, model.InputShape(operation));
        CompareStructure(method.ReturnType.GetGenericArguments()[0], model.OutputShape(operation));
        foreach (var error in model.Operation(operation)["errors"]!.AsArray().Select(error => error!["shape"]!.GetValue<string>()))
        {
            CompareError(error);
        }
    }

    public void Same(string what, string? ours, string theirs)
    {
        if (ours != theirs)
        {
            _differences.Add($"{what} is '{ours}' here and '{theirs}' in the model");
        }
    }

    private void CompareStructure(Type type, string shape)
    {
        if (!_compared.Add(type))
        {
            return;
        }

        var members = model.Members(shape);
        var required = model.Shape(shape)["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        var properties = _wire.GetTypeInfo(type)!.Properties
            .Where(property => property.DeclaringType == type && property.IsOnTheWire())
            .ToList();
        foreach (var property in properties)
        {
            if (!members.Remove(property.Name, out var memberShape))
            {
                _differences.Add($"{type.Name}.{property.Name} is not in the model");
                continue;
            }

            if (type.GetProperty(
                property.Name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance) is not { CanWrite: true } ours
                || ours.Name != char.ToUpperInvariant(property.Name[0]) + property.Name[1..])
            {
                _differences.Add($"{type.Name} has no settable property for {property.Name} under the name that the SDK gives it");
            }

            CompareValue($"{type.Name}.{property.Name}", property.PropertyType, memberShape);
        }

        _differences.AddRange(members.Keys.Where(required.Contains).Select(name => $"{type.Name}.{name} is required and missing here"));
        _lacking.AddRange(members.Keys.Where(name => !required.Contains(name)).Select(name => $"{type.Name}.{name}"));
    }

    private void CompareValue(string path, Type type, string shapeName)
    {
        var shape = model.Shape(shapeName);
        var expected = shape["type"]!.GetValue<string>() switch
        {
            "string" when shape["enum"] is not null => shapeName,
            "string" => nameof(String),
            "boolean" => typeof(bool?).ToString(),
            "integer" => typeof(int?).ToString(),
            "long" => typeof(long?).ToString(),
            "double" => typeof(double?).ToString(),
            "float" => typeof(float?).ToString(),
            "map" => typeof(Dictionary<,>).Name,
            "timestamp" => typeof(DateTime?).ToString(),
            "blob" => nameof(MemoryStream),
            "list" => typeof(List<>).Name,
            "structure" => shapeName,
            var other => throw new NotSupportedException($"{path}: a shape of type {other}"),
        };
        Same($"{path}: type", Nullable.GetUnderlyingType(type) is null ? type.Name : type.ToString(), expected);
        if (expected == typeof(List<>).Name && type.IsGenericType)
        {
            CompareValue($"{path}[]", type.GetGenericArguments()[0], shape["member"]!["shape"]!.GetValue<string>());
        }
        else if (shape["enum"] is { } values && type.IsSubclassOf(typeof(ConstantClass)))
        {
            var ours = type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => ((ConstantClass)field.GetValue(null)!).Value);
            Same(
                $"{path}: values",
                string.Join(' ', ours.Order(StringComparer.Ordinal)),
                string.Join(' ', values.AsArray().Select(one => one!.GetValue<string>()).Order(StringComparer.Ordinal)));
        }
        else if (shape["type"]!.GetValue<string>() == "structure")
        {
            CompareStructure(type, shapeName);
        }
    }

    /// <summary>The class of an error has the suffix that its wire name may lack, and a property for each member but the message.</summary>
    private void CompareError(string shape)
    {
        var name = shape.EndsWith("Exception", StringComparison.Ordinal) ? shape : shape + "Exception";
        if (standIn.GetTypes()
            .SingleOrDefault(type => type.Name == name && type.IsSubclassOf(typeof(AmazonServiceException))) is not { } exception)
        {
            _differences.Add($"there is no {name}");
            return;
        }

        foreach (var member in model.Members(shape).Keys.Where(member => !member.Equals("message", StringComparison.OrdinalIgnoreCase)))
        {
            if (exception.GetProperty(char.ToUpperInvariant(member[0]) + member[1..]) is null)
            {
                _differences.Add($"{name}.{member} is missing here");
            }
        }
    }
}

file static class WireProperties
{
    public static bool IsOnTheWire(this System.Text.Json.Serialization.Metadata.JsonPropertyInfo property) =>
        property.Get is not null || property.Set is not null;
}
