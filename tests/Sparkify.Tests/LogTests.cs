using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sparkify.Functions;
using Sparkify.Ingestion.Workflows;
using Sparkify.LocalCloud.Lambda;
using Sparkify.Tests.Template;

namespace Sparkify.Tests;

/// <summary>The events that the functions log: src/Functions/Log.cs.</summary>
public sealed partial class LogTests
{
    /// <summary>Queries that somebody has saved hang on these: add to them, and never change or use again what is here.</summary>
    private static readonly (int Id, string Name)[] Approved =
    [
        (101, "FilesListed"), (102, "NoFileListed"), (103, "MessageUnreadable"), (104, "LoadStarted"),
        (105, "ListUnreadable"),
        (201, "RowRejected"),
        (301, "LoadSplit"),
        (401, "LoadCommitted"), (402, "FileQuarantined"), (404, "FilesNotMeasured"), (405, "RowsUnusable"),
        (501, "BackfillResumed"), (502, "ChunkListed"), (503, "ChunkPlanned"), (504, "BackfillEnded"),
        (601, "SchemaApplied"), (602, "StackChangeFailed"),
    ];

    /// <summary>Events that earlier versions logged: their ids and names stay theirs.</summary>
    private static readonly (int Id, string Name)[] Retired = [(403, "RowsRejectedByMerge")];

    /// <summary>What Lambda's JSON line has of its own: a value of the same name would be there twice.</summary>
    private static readonly string[] Taken =
    [
        "timestamp", "level", "requestId", "tenantId", "traceId", "message", "errorType", "errorMessage", "stackTrace", "event", "eventId",
    ];

    internal static IReadOnlyList<MethodInfo> Events { get; } =
    [
        .. typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null),
    ];

    public static TheoryData<string> Names => [.. Events.Select(method => method.Name)];

    [Fact]
    public void The_events_keep_their_ids_and_names_and_no_id_is_used_twice()
    {
        Assert.Equal(Approved, Events.Select(method => (IdOf(method), method.Name)).OrderBy(one => one.Item1));
        (int Id, string Name)[] ever = [.. Approved, .. Retired];
        Assert.Equal(ever.Length, ever.DistinctBy(one => one.Id).Count());
        Assert.Equal(ever.Length, ever.DistinctBy(one => one.Name).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_events_line_has_its_name_its_id_and_each_of_its_values_as_members(string name)
    {
        var method = Assert.Single(Events, method => method.Name == name);
        var parameters = method.GetParameters()[1..];
        var values = parameters.Select((parameter, at) => ValueFor(parameter.ParameterType, at)).ToList();

        var line = Written(logger => method.Invoke(null, [logger, .. values]));

        Assert.Equal(name, (string?)line["event"]);
        Assert.Equal(IdOf(method), (int?)line["eventId"]);
        Assert.Equal(method.GetCustomAttribute<LoggerMessageAttribute>()!.Level.ToString(), (string?)line["level"]);
        Assert.EndsWith($" [{name} {IdOf(method)}]", (string?)line["message"], StringComparison.Ordinal);
        Assert.All(parameters.Zip(values), given =>
        {
            if (given.Second is Exception exception)
            {
                Assert.Equal(exception.Message, (string?)line["errorMessage"]);
                return;
            }

            Assert.DoesNotContain(given.First.Name, Taken);
            Assert.Equal(given.Second.ToString(), line[given.First.Name!]!.ToString());
        });
    }

    [Fact]
    public void The_functions_log_nothing_but_events() => Assert.All(
        Directory.EnumerateFiles(Deployment.Path("src", "Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("Log.cs" or "FunctionLogger.cs")),
        file => Assert.False(
            OtherLog().IsMatch(DocComment().Replace(File.ReadAllText(file), "")),
            $"{file} uses Lambda's logger: add an event to Log.cs, and log that"));

    [GeneratedRegex(
        @"\.Logger\b|\bLambdaLogger\b|\bConsole\.(Out|Error|Write)|\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex OtherLog();

    [GeneratedRegex("///.*")]
    private static partial Regex DocComment();

    private static int IdOf(MethodInfo method) => method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId;

    /// <summary>Another value for each parameter: those that change places are seen.</summary>
    private static object ValueFor(Type type, int at) =>
        type == typeof(string) ? $"text {at}"
        : type == typeof(int) ? 1_000 + at
        : type == typeof(long) ? 1_000L + at
        : type == typeof(StartOutcome) ? StartOutcome.AlreadyStarted
        : new InvalidOperationException($"error {at}");

    private static JsonNode Written(Action<ILogger> write)
    {
        var lambda = new LambdaLog();
        write(new FunctionLogger(lambda));
        return JsonNode.Parse(lambda.Line!)!;
    }

    /// <summary>Writes the line as the local run does.</summary>
    private sealed class LambdaLog : ILambdaLogger
    {
        public string? Line { get; private set; }

        public void Log(string message) => Assert.Fail("without values");

        public void LogLine(string message) => Assert.Fail("without values");

        public void Log(string level, string message, params object[] args) => Log(level, null!, message, args);

        public void Log(string level, Exception exception, string message, params object[] args) =>
            Line = FunctionLogLine.Write(DateTimeOffset.UnixEpoch, level, "request", exception, message, args);
    }
}
