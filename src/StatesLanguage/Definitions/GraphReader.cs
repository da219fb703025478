namespace StatesLanguage.Definitions;

/// <summary>Reads states and how they hang together.</summary>
internal sealed class GraphReader
{
    /// <summary>A name's length: https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html.</summary>
    private const int LongestName = 80;

    private readonly HashSet<string> _names = [];

    /// <param name="fields">That hold StartAt and States.</param>
    /// <param name="outerVariables">Assigned around this graph: an inner scope may read them, not assign them.</param>
    /// <returns>Null where it can't be made; the reasons have been reported.</returns>
    public StateGraph? Read(Fields fields, IReadOnlySet<string> outerVariables)
    {
        var startAt = fields.Needed("StartAt");
        var json = fields.Object("States");
        if (json is null || !json.Names.Any())
        {
            fields.Refuse("the field States is missing, or holds no state");
            return null;
        }

        var variables = new HashSet<string>(outerVariables);
        variables.UnionWith(json.Names.SelectMany(name => VariableNames.AssignedBy(json.Any(name)!.Value)));
        var states = new List<State>();
        foreach (var name in json.Names.Distinct())
        {
            if (name.Length is 0 or > LongestName)
            {
                json.Refuse(name, $"a state's name has 1 to {LongestName} characters");
            }

            if (!_names.Add(name))
            {
                json.Refuse(name, "another state of this state machine has the same name");
            }

            var state = json.Object(name);
            if (state is not null && new StateReader(this, outerVariables, variables).Read(name, state) is { } read)
            {
                states.Add(read);
            }
        }

        CheckEdges(fields, json, startAt, states);
        return new StateGraph(startAt, states);
    }

    private static void CheckEdges(Fields fields, Fields json, string startAt, List<State> states)
    {
        var known = json.Names.ToHashSet();
        if (startAt.Length > 0 && !known.Contains(startAt))
        {
            fields.Refuse("StartAt", $"there is no state '{startAt}' here");
        }

        foreach (var state in states)
        {
            foreach (var edge in state.Edges.Where(edge => edge.To.Length > 0 && !known.Contains(edge.To)).DistinctBy(edge => edge.To))
            {
                json.Refuse(state.Name, $"it leads to '{edge.To}' ({edge.Label}), and there is no such state here");
            }
        }

        // Only where every state could be read are the edges the real ones.
        if (states.Count == known.Count && known.Contains(startAt))
        {
            var byName = states.ToDictionary(state => state.Name);
            var (reached, open) = (new HashSet<string> { startAt }, new Queue<string>([startAt]));
            while (open.TryDequeue(out var name))
            {
                foreach (var edge in byName[name].Edges.Where(edge => byName.ContainsKey(edge.To) && reached.Add(edge.To)))
                {
                    open.Enqueue(edge.To);
                }
            }

            foreach (var state in states.Where(state => !reached.Contains(state.Name)))
            {
                json.Refuse(state.Name, $"no way leads here from '{startAt}'");
            }
        }
    }
}
