using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>The tables of src/StateMachine/README.md and the definitions.</summary>
public sealed class StateTableTests
{
    private const string Readme = "src/StateMachine/README.md";

    public static TheoryData<string> Machines => Deployment.StateMachineIds;

    [Theory, MemberData(nameof(Machines))]
    public void The_table_of_states_says_what_the_definition_says(string id)
    {
        var machine = Deployment.StateMachines.Single(machine => machine.Id == id);
        var rows = Rows($"## {Path.GetFileName(machine.File)}");
        Assert.True(rows.Count > 0, $"{Readme} has no section '## {Path.GetFileName(machine.File)}' with a table");
        foreach (var (state, row) in machine.Steps.Zip(rows))
        {
            var expected = Row(state);
            var said = string.Join(" | ", row[..4]);
            Assert.True(said == expected, $"{Readme} says\n  {said}\nand {machine.File} says\n  {expected}");
            Assert.True(row[4].Length > 0, $"{Readme} does not say why {state.Name} is there");
        }

        Assert.True(
            machine.Steps.Count == rows.Count,
            $"{Readme} has {rows.Count} states, {machine.File} has {machine.Steps.Count}; one too many: {Surplus(machine, rows)}");
    }

    private static string Surplus(StateMachine machine, IReadOnlyList<string[]> rows) =>
        string.Join(
            ", ", machine.Steps.Skip(rows.Count).Select(state => state.Name).Concat(rows.Skip(machine.Steps.Count).Select(row => row[0])));

    private static string Row(State state) => string.Join(
        " | ",
        state.Name,
        state.Kind,
        Cell(", ", state.Targets),
        Cell("; ", state.Catches.Select(caught => $"{string.Join(", ", State.ErrorsOf(caught))}: {(string)caught["Next"]!}")));

    private static string Cell(string separator, IEnumerable<string> items) =>
        string.Join(separator, items) is { Length: > 0 } text ? text : "-";

    private static IReadOnlyList<string[]> Rows(string heading) =>
    [
        .. File.ReadLines(Deployment.Path(Readme))
            .SkipWhile(line => line != heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()),
    ];
}
