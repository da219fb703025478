using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Definitions;

/// <summary>Reads one state.</summary>
/// <param name="outerVariables">Of the scopes around the state's own.</param>
/// <param name="variables">Of the state's scope and those around it.</param>
internal sealed class StateReader(GraphReader graphs, IReadOnlySet<string> outerVariables, IReadOnlySet<string> variables)
{
    private const long LongestSeconds = 99_999_999;

    public State? Read(string name, Fields fields)
    {
        var type = fields.Needed("Type");
        if (fields.OneOf("QueryLanguage", ["JSONPath", "JSONata"]) == "JSONata")
        {
            fields.Refuse("QueryLanguage", "JSONata is not known here: the local run evaluates JSONPath");
            return null;
        }

        State? state = type switch
        {
            "Task" => Task(name, fields),
            "Pass" => Pass(name, fields),
            "Choice" => new ChoiceReader(outerVariables).Read(name, fields),
            "Wait" => Wait(name, fields),
            "Succeed" => new SucceedState { Name = name, Type = type },
            "Fail" => Fail(name, fields),
            "Parallel" => Parallel(name, fields),
            "Map" => new MapReader(graphs, variables).Read(name, fields, this),
            _ => null,
        };
        if (state is null)
        {
            if (type.Length > 0)
            {
                fields.Refuse("Type", $"'{type}' is not a type of state that is known here");
            }

            return null;
        }

        state = state with { Comment = fields.Text("Comment") };
        if (state is not FailState)
        {
            state = state with { InputPath = fields.Filter("InputPath"), OutputPath = fields.Filter("OutputPath") };
        }

        if (state is not (FailState or SucceedState))
        {
            VariableNames.Check(fields, outerVariables);
            state = state with { Assign = fields.Template("Assign") };
        }

        fields.RefuseOthers($"a {type} state");
        return state;
    }

    /// <summary>Next or End: one of the two, the latter true.</summary>
    public static string? Next(Fields fields)
    {
        var (next, end) = (fields.Text("Next"), fields.Flag("End"));
        if ((next is not null) == (end is true))
        {
            fields.Refuse(next is null ? "it neither ends (\"End\": true) nor leads on (Next)" : "End and Next exclude each other");
        }

        return next;
    }

    public static IReadOnlyList<Retrier> Retriers(Fields fields)
    {
        var entries = fields.Objects("Retry");
        return [.. entries.Select((entry, at) =>
        {
            _ = entry.Text("Comment");
            var retrier = new Retrier
            {
                ErrorEquals = Errors(entry, at == entries.Count - 1),
                IntervalSeconds = entry.Whole("IntervalSeconds", 1, LongestSeconds) ?? 1,
                MaxAttempts = entry.Whole("MaxAttempts", 0, LongestSeconds) ?? 3,
                BackoffRate = entry.Real("BackoffRate", 1, double.MaxValue) ?? 2,
                MaxDelaySeconds = entry.Whole("MaxDelaySeconds", 1, Retrier.MostSeconds),
                HasJitter = entry.OneOf("JitterStrategy", ["FULL", "NONE"]) == "FULL",
            };
            if (retrier.MaxDelaySeconds < retrier.IntervalSeconds)
            {
                entry.Refuse("MaxDelaySeconds", "it is less than IntervalSeconds");
            }

            entry.RefuseOthers("an entry of Retry");
            return retrier;
        })];
    }

    public IReadOnlyList<Catcher> Catchers(Fields fields)
    {
        var entries = fields.Objects("Catch");
        return [.. entries.Select((entry, at) =>
        {
            _ = entry.Text("Comment");
            VariableNames.Check(entry, outerVariables);
            var catcher = new Catcher
            {
                ErrorEquals = Errors(entry, at == entries.Count - 1),
                Next = entry.Needed("Next"),
                ResultPath = entry.Target("ResultPath"),
                Assign = entry.Template("Assign"),
            };
            entry.RefuseOthers("an entry of Catch");
            return catcher;
        })];
    }

    private static IReadOnlyList<string> Errors(Fields entry, bool isLast)
    {
        if (!entry.Has("ErrorEquals"))
        {
            entry.Refuse("the field ErrorEquals is missing");
        }

        var errors = entry.Texts("ErrorEquals");
        foreach (var error in errors.Where(
            error => error.StartsWith("States.", StringComparison.Ordinal) && !ErrorNames.Known.Contains(error)))
        {
            entry.Refuse("ErrorEquals", $"'{error}' is not an error of the States Language");
        }

        if (errors.Contains(ErrorNames.All) && (errors.Count > 1 || !isLast))
        {
            entry.Refuse("ErrorEquals", "States.ALL stands alone, and in the last entry");
        }

        return errors;
    }

    private TaskState Task(string name, Fields fields)
    {
        _ = fields.Needed("Resource");
        return new TaskState
        {
            Name = name,
            Type = "Task",
            Next = Next(fields),
            Resource = fields.Parsed("Resource", TaskResource.Parse) ?? new TaskResource("", "", "", false),
            Parameters = fields.Template("Parameters"),
            ResultSelector = fields.Template("ResultSelector"),
            ResultPath = fields.Target("ResultPath"),
            Retriers = Retriers(fields),
            Catchers = Catchers(fields),
            TimeoutSeconds = fields.Setting("TimeoutSeconds", 1, LongestSeconds),
            HeartbeatSeconds = fields.Setting("HeartbeatSeconds", 1, LongestSeconds),
        };
    }

    private static PassState Pass(string name, Fields fields) => new()
    {
        Name = name,
        Type = "Pass",
        Next = Next(fields),
        Parameters = fields.Template("Parameters"),
        Result = fields.Any("Result"),
        ResultPath = fields.Target("ResultPath"),
    };

    private static WaitState Wait(string name, Fields fields)
    {
        string[] ways = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        if (ways.Count(fields.Has) != 1)
        {
            fields.Refuse($"exactly one of {string.Join(", ", ways)} is needed");
        }

        var timestamp = fields.Text("Timestamp");
        DateTimeOffset? until = timestamp is not null && Choices.Timestamp.TryParse(timestamp, out var time) ? time : null;
        if (timestamp is not null && until is null)
        {
            fields.Refuse("Timestamp", $"'{timestamp}' is not a timestamp: it takes yyyy-MM-ddTHH:mm:ssZ");
        }

        return new WaitState
        {
            Name = name,
            Type = "Wait",
            Next = Next(fields),
            Seconds = fields.Whole("Seconds", 0, LongestSeconds),
            SecondsPath = fields.Parsed("SecondsPath", ExpressionParser.Path),
            Timestamp = until,
            TimestampPath = fields.Parsed("TimestampPath", ExpressionParser.Path),
        };
    }

    private static FailState Fail(string name, Fields fields)
    {
        return new FailState { Name = name, Type = "Fail", Error = Words("Error"), Cause = Words("Cause") };

        Expression? Words(string field)
        {
            fields.NotBoth(field, field + "Path");
            return fields.Text(field) is { } text
                ? new ConstantExpression(text, JsonText.Of(text))
                : fields.Parsed(field + "Path", ExpressionParser.Parse);
        }
    }

    private ParallelState Parallel(string name, Fields fields)
    {
        var branches = fields.Objects("Branches");
        if (branches.Count == 0)
        {
            fields.Refuse("the field Branches is missing, or holds no branch");
        }

        return new ParallelState
        {
            Name = name,
            Type = "Parallel",
            Next = Next(fields),
            Parameters = fields.Template("Parameters"),
            ResultSelector = fields.Template("ResultSelector"),
            ResultPath = fields.Target("ResultPath"),
            Retriers = Retriers(fields),
            Catchers = Catchers(fields),
            Branches = [.. branches.Select(Branch).OfType<StateGraph>()],
        };
    }

    private StateGraph? Branch(Fields branch)
    {
        _ = branch.Text("Comment");
        var graph = graphs.Read(branch, variables);
        branch.RefuseOthers("a branch");
        return graph;
    }
}
