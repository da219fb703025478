namespace StatesLanguage.Running;

/// <summary>The names that a Map Run has and gives, in the form of Step Functions.</summary>
internal sealed class MapRunIds
{
    private readonly string _root;

    /// <param name="parent">The execution that the Map is in.</param>
    public MapRunIds(ExecutionStart parent, string label, string uuid)
    {
        // arn:partition:states:region:account
        _root = string.Join(':', parent.ExecutionArn.Split(':').Take(5));
        var machine = parent.StateMachineName.Split('/')[0];
        Uuid = uuid;
        StateMachineName = $"{machine}/{label}";
        StateMachineArn = $"{_root}:stateMachine:{StateMachineName}";
        MapRunArn = $"{_root}:mapRun:{StateMachineName}:{uuid}";
    }

    public string Uuid { get; }

    public string MapRunArn { get; }

    public string StateMachineName { get; }

    public string StateMachineArn { get; }

    public string ExecutionArn(string name) => $"{_root}:execution:{StateMachineName}:{name}";
}
