using System.Reflection;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>
/// The failures of src/Ingestion/Failures and the names in Retry and Catch. Lambda reports the bare class name; a base class never matches.
/// </summary>
public sealed class FailureContractTests
{
    private static readonly Dictionary<string, Type> Failures = typeof(IngestionException).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(IngestionException)) && !type.IsAbstract).ToDictionary(type => type.Name);

    private const string CalledAgain =
        "only what LoadEvery's schedule calls throws it, outside the state machines: Lambda calls it again";

    /// <summary>No definition names these, and that is right.</summary>
    private static readonly Dictionary<string, string> ReportedElsewhere = new()
    {
        [nameof(WorkflowsUnavailableException)] =
            "only StartLoads throws it, outside the state machines: its messages come again from the queue",
        [nameof(NoticesUnavailableException)] = CalledAgain,
        [nameof(NoticesLeftException)] = CalledAgain,
    };

    /// <summary>What the members of a port may throw that trying again may mend.</summary>
    private static readonly Dictionary<Type, string[]> Passing = new()
    {
        [typeof(IWarehouse)] = [nameof(WarehouseThrottledException), nameof(WarehouseUnavailableException)],
        [typeof(IObjectStore)] = [nameof(ObjectStoreUnavailableException)],
        [typeof(IWorkflows)] = [nameof(WorkflowsUnavailableException)],
    };

    public static TheoryData<string> Machines => Deployment.StateMachineIds;

    [Fact]
    public void Every_error_of_ours_that_a_definition_names_is_a_class()
    {
        foreach (var (machine, state, error) in Named())
        {
            Assert.True(
                Failures.ContainsKey(error),
                $"{machine.File}, {state.Name} names {error}, and src/Ingestion/Failures has no such class: the rule would never match");
            Assert.True(Failures[error].IsSealed, $"{error}, which {machine.File} names, is not sealed: a subclass would not match");
        }
    }

    [Fact]
    public void Every_failure_is_routed_by_name_or_ends_a_load_by_its_kind()
    {
        var named = Named().Select(rule => rule.Error).ToHashSet();
        foreach (var (name, type) in Failures)
        {
            var failure = Make(type);
            Assert.True(
                named.Contains(name) != ReportedElsewhere.ContainsKey(name)
                    || (failure.Kind == FailureKind.Terminal && !named.Contains(name)),
                named.Contains(name)
                    ? $"{name} is said to be reported elsewhere in {nameof(FailureContractTests)}, and a definition in src/StateMachine "
                        + "names it"
                    : $"src/Ingestion/Failures has {name} of kind {failure.Kind}, and no Retry or Catch in src/StateMachine names it");
        }
    }

    /// <summary>
    /// A terminal failure ends a load by States.ALL, which another test finds in every task; trying it again would only delay the news.
    /// </summary>
    [Fact]
    public void No_terminal_failure_is_retried()
    {
        var retried = from machine in Deployment.StateMachines
                      from state in machine.Steps
                      from retry in state.Retries
                      from error in State.ErrorsOf(retry)
                      where Failures.TryGetValue(error, out var type) && Make(type).Kind == FailureKind.Terminal
                      select $"{machine.File}, {state.Name} retries {error}, which src/Ingestion/Failures calls terminal";
        Assert.Empty(retried);
    }

    [Theory, MemberData(nameof(Machines))]
    public void A_step_retries_exactly_the_passing_failures_that_it_can_throw(string id)
    {
        var machine = Deployment.StateMachines.Single(machine => machine.Id == id);
        foreach (var state in machine.Steps.Where(state => state.Function is not null))
        {
            var function = machine.FunctionOf(state)!;
            var throws = Handler.Of(function).PortCalls
                .SelectMany(call => Passing[call.DeclaringType!])
                .Append(nameof(DeadlineNearException))
                .Distinct()
                .Order();
            var retries = state.Retries.SelectMany(State.ErrorsOf).Where(Failures.ContainsKey).Order();
            Assert.True(
                throws.SequenceEqual(retries),
                $"{machine.File}, {state.Name} retries {string.Join(", ", retries)}; {function} in src/Functions can throw "
                + $"{string.Join(", ", throws)}");
        }
    }

    private static IngestionException Make(Type type) => (IngestionException)Activator.CreateInstance(
        type,
        BindingFlags.OptionalParamBinding | BindingFlags.CreateInstance | BindingFlags.Instance | BindingFlags.Public,
        binder: null,
        ["why"],
        culture: null)!;

    private static IEnumerable<(StateMachine Machine, State State, string Error)> Named() =>
        from machine in Deployment.StateMachines
        from state in machine.Steps
        from rule in state.Retries.Concat(state.Catches)
        from error in State.ErrorsOf(rule)
        where !error.Contains('.', StringComparison.Ordinal)
        select (machine, state, error);
}
