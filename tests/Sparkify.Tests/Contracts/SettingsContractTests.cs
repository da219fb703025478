using System.Reflection;
using Sparkify.Functions;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>The environment that serverless.template gives, and the one that FunctionSettings reads.</summary>
public sealed class SettingsContractTests
{
    /// <summary>Which variable each property asks the environment for.</summary>
    private static readonly Dictionary<string, string> Variables = typeof(FunctionSettings)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(property => property.Name, AskedFor);

    [Fact]
    public void A_function_is_given_every_setting_that_it_reaches()
    {
        foreach (var handler in Handler.All)
        {
            var given = Given(Deployment.All[handler.Function]!["Properties"]!["Environment"]).Concat(Shared).ToHashSet();
            var asked = handler.Reached.Where(method => method.DeclaringType == typeof(FunctionSettings)
                && method.Name.StartsWith("get_", StringComparison.Ordinal)).Select(method => method.Name[4..]);
            Assert.All(asked, property => Assert.True(
                given.Contains(Variables[property]),
                $"{handler.Function} reads FunctionSettings.{property}, and serverless.template gives it no {Variables[property]}"));
        }
    }

    [Fact]
    public void Every_variable_that_the_template_gives_is_read()
    {
        var given = Shared.Select(name => ("Globals", name)).Concat(
            Deployment.Functions.SelectMany(function => Given(function.Properties["Environment"]).Select(name => (function.Id, name))));
        Assert.All(given, variable => Assert.True(
            Variables.ContainsValue(variable.Item2),
            $"serverless.template, {variable.Item1}, gives {variable.Item2}, and FunctionSettings does not read it"));
    }

    [Fact]
    public void A_setting_of_one_function_is_given_to_no_other()
    {
        foreach (var (id, properties) in Deployment.Functions)
        {
            var reads = Handler.Of(id).Reached
                .Where(method => method.DeclaringType == typeof(FunctionSettings))
                .Select(method => method.Name)
                .ToHashSet();
            var unread = Given(properties["Environment"])
                .Where(name => !reads.Contains($"get_{Variables.Single(variable => variable.Value == name).Key}"));
            Assert.True(!unread.Any(), $"serverless.template gives {id} {string.Join(", ", unread)}, which its class does not read");
        }
    }

    private static IEnumerable<string> Shared => Given(Deployment.Template["Globals"]!["Function"]!["Environment"]);

    private static IEnumerable<string> Given(System.Text.Json.Nodes.JsonNode? environment) =>
        environment?["Variables"]?.AsObject().Select(variable => variable.Key) ?? [];

    private static string AskedFor(PropertyInfo property)
    {
        string? name = null;
        var settings = new FunctionSettings(asked =>
        {
            name = asked;
            return "0.5";
        });
        property.GetValue(settings);
        return name ?? throw new InvalidOperationException($"FunctionSettings.{property.Name} asks for no variable");
    }
}
