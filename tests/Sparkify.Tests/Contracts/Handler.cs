using System.Reflection;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>A function of the template and the method that its Handler names.</summary>
internal sealed class Handler
{
    public static readonly Type[] Ports = [typeof(IObjectStore), typeof(IWarehouse), typeof(IWorkflows), typeof(INoticeQueue)];

    private readonly Type? type;
    private readonly MethodInfo? method;

    private Handler(string function, string handler)
    {
        var parts = handler.Split("::");
        Place = $"serverless.template, {function}, Handler {handler}";
        Function = function;
        type = parts.Length == 3 && parts[0] == "Sparkify.Functions" ? typeof(AwsPorts).Assembly.GetType(parts[1]) : null;
        method = parts.Length == 3 ? type?.GetMethod(parts[2]) : null;
    }

    public static IReadOnlyList<Handler> All { get; } =
        [.. Deployment.Functions.Select(function => new Handler(function.Id, (string)function.Properties["Handler"]!))];

    /// <summary>The logical id.</summary>
    public string Function { get; }

    /// <summary>Where the template names it, for a message.</summary>
    public string Place { get; }

    /// <summary>Handler classes that no function of the template names.</summary>
    public static IReadOnlyList<string> Undeployed { get; } =
    [
        .. typeof(AwsPorts).Assembly
            .GetExportedTypes()
            .Where(type => type.IsClass && type.GetMethod("HandleAsync") is not null)
            .Select(type => type.FullName!)
            .Where(name => !All.Any(handler => handler.Place.Contains($"::{name}::", StringComparison.Ordinal))),
    ];

    /// <exception cref="InvalidOperationException">The template names no class.</exception>
    public Type Type => type ?? throw new InvalidOperationException(
        $"{Place}: src/Functions has no such "
        + $"class{(Undeployed.Count > 0 ? $"; it has {string.Join(", ", Undeployed)}, which no function names" : "")}");

    /// <exception cref="InvalidOperationException">The template names no method.</exception>
    public MethodInfo Method =>
        method ?? throw new InvalidOperationException($"{Place}: class {Type.Name} in src/Functions has no such method");

    public static Handler Of(string function) =>
        All.FirstOrDefault(handler => handler.Function == function)
        ?? throw new InvalidOperationException($"serverless.template has no function {function}");

    /// <summary>All that runs when Lambda makes the class and calls the method.</summary>
    public IReadOnlySet<MethodBase> Reached => CallGraph.ReachedFrom(Method, Type.GetConstructor([])!);

    /// <summary>The members of the ports that it calls.</summary>
    public IReadOnlyList<MethodInfo> PortCalls => [.. Reached.OfType<MethodInfo>().Where(method => Ports.Contains(method.DeclaringType))];

    /// <summary>The operations of AWS behind them: <c>service:Operation</c>.</summary>
    public IEnumerable<string> Operations => PortCalls.SelectMany(OperationsOf).Distinct();

    /// <summary>Whether its warehouse signs in as an administrator, with a secret.</summary>
    public bool Administers => Reached.Contains(typeof(AwsPorts).GetMethod(nameof(AwsPorts.Administering))!);

    /// <summary>The operations of AWS behind a member of a port.</summary>
    public static IEnumerable<string> OperationsOf(MethodInfo portCall)
    {
        var adapter = typeof(AwsPorts).Assembly
            .GetTypes()
            .Single(type => type.IsClass && type.Namespace == typeof(AwsPorts).Namespace && portCall.DeclaringType!.IsAssignableFrom(type));
        var map = adapter.GetInterfaceMap(portCall.DeclaringType!);
        var method = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, portCall)];
        return CallGraph.ReachedFrom(method)
            .Where(called => called.DeclaringType is { IsInterface: true, Name: ['I', 'A', 'm', 'a', 'z', 'o', 'n', ..] }
                && called.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(called => $"{called.DeclaringType!.Name}:{called.Name[..^"Async".Length]}");
    }
}
