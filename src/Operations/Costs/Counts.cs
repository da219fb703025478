namespace Sparkify.Operations.Costs;

/// <summary>What a load without a retry does. A test counts the same in a load of the local run.</summary>
public static class LoadCounts
{
    /// <summary>That its execution enters, as long as none of its statements takes more than four minutes.</summary>
    public const int States = 9;

    /// <summary>Of functions, by its execution.</summary>
    public const int Calls = 3;

    /// <summary>Objects that are written for it below <c>_ingest/loads/</c>.</summary>
    public const int Writes = 3;

    /// <summary>Requests to SQS for each message: it is sent, received and deleted. In batches they are fewer.</summary>
    public const int RequestsOfAMessage = 3;
}

/// <summary>What a stack has, whether files come or not. A test counts the same in serverless.template.</summary>
public static class StackCounts
{
    /// <summary>In all alarms together. An alarm on an expression has several.</summary>
    public const int AlarmMetrics = 43;
    public const int CompositeAlarms = 2;
    public const int Dashboards = 1;

    /// <summary>Of the administrator, for a warehouse that the stack makes.</summary>
    public const int Secrets = 1;

    /// <summary>Queues that Lambda looks into when loads start as files come.</summary>
    public const int PolledQueues = 3;

    /// <summary>The same by the clock: the queues of notices are left alone.</summary>
    public const int PolledQueuesByTheClock = 1;

    /// <summary>Functions that a schedule calls at each start.</summary>
    public const int CallsOfASchedule = 2;

    /// <summary>Gigabytes of memory of a function.</summary>
    public const decimal GigabytesOfAFunction = 0.5m;

    /// <summary>The same of StartLoads.</summary>
    public const decimal GigabytesOfStartLoads = 1m;
}
