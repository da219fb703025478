using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Runtime;

/// <summary>
/// The Redshift Data API in front of a warehouse of the test's: what comes and what goes is held against AWS's own model of it, where that
/// is here.
/// </summary>
internal sealed class WarehouseService : IAsyncDisposable
{
    private readonly Func<IWarehouse> warehouse;
    private readonly HttpService service;

    public WarehouseService(Func<IWarehouse> warehouse)
    {
        this.warehouse = warehouse;
        service = new HttpService(AnswerAsync);
    }

    public string Url => service.Url;

    /// <summary>Which workgroup or which cluster each batch was submitted to.</summary>
    public ConcurrentQueue<(string? Workgroup, string? Cluster)> Warehouses { get; } = new();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private async Task<Answer> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var model = BotocoreModels.HasRedshiftData ? BotocoreModels.RedshiftData : null;
        model?.AssertOf(model.InputShape(request.Operation), request.Json);
        try
        {
            var answer = request.Operation switch
            {
                "BatchExecuteStatement" => await SubmitAsync(request.Json, cancellationToken),
                "DescribeStatement" => Description(await warehouse().DescribeAsync(
                    (string)request.Json["Id"]!, TimeSpan.FromSeconds((int?)request.Json["WaitTimeSeconds"] ?? 0), cancellationToken)),
                "GetStatementResult" =>
                    Page(await warehouse().FetchAsync((string)request.Json["Id"]!, (string?)request.Json["NextToken"], cancellationToken)),
                _ => throw new NotSupportedException($"nobody calls {request.Operation}"),
            };
            model?.AssertOf(model.OutputShape(request.Operation), answer);
            return Answer.Ok(answer);
        }
        catch (IngestionException failure)
        {
            return failure switch
            {
                StatementLostException => Answer.Error(400, "ResourceNotFoundException", failure.Message),
                WarehouseThrottledException => Answer.Error(400, "ThrottlingException", failure.Message),
                WarehouseUnavailableException => Answer.Error(500, "InternalServerException", failure.Message),
                _ => Answer.Error(400, "ValidationException", failure.Message),
            };
        }
    }

    private async Task<JsonObject> SubmitAsync(JsonObject request, CancellationToken cancellationToken)
    {
        var id = await warehouse().SubmitAsync(
            new StatementBatch
            {
                Name = (string)request["StatementName"]!,
                ClientToken = (string)request["ClientToken"]!,
                Statements = [.. request["Sqls"]!.AsArray().Select(sql => (string)sql!)],
            },
            cancellationToken);
        var (workgroup, cluster) = ((string?)request["WorkgroupName"], (string?)request["ClusterIdentifier"]);
        Warehouses.Enqueue((workgroup, cluster));
        var answer = new JsonObject { ["Id"] = id, ["CreatedAt"] = 1.5, ["Database"] = (string)request["Database"]! };
        answer[workgroup is null ? "ClusterIdentifier" : "WorkgroupName"] = workgroup ?? cluster;
        return answer;
    }

    private static JsonObject Description(StatementReport report)
    {
        var description = new JsonObject
        {
            ["Id"] = report.Id,
            ["Status"] = report.Status.ToString().ToUpperInvariant(),
            ["RedshiftPid"] = report.Pid,
            ["CreatedAt"] = report.CreatedAt.ToUnixTimeMilliseconds() / 1_000.0,
            ["Duration"] = Nanoseconds(report.Duration),
            ["HasResultSet"] = report.SubStatements.Any(one => one.HasResultSet),
            ["SubStatements"] = new JsonArray([.. report.SubStatements.Select(SubStatement)]),
        };
        if (report.Error is { } error)
        {
            description["Error"] = error;
        }

        return description;
    }

    private static JsonObject SubStatement(SubStatementReport report)
    {
        var data = new JsonObject
        {
            ["Id"] = report.Id,
            ["Status"] = report.Status.ToString().ToUpperInvariant(),
            ["ResultRows"] = report.Rows,
            ["Duration"] = Nanoseconds(report.Duration),
            ["HasResultSet"] = report.HasResultSet,
        };
        if (report.Error is { } error)
        {
            data["Error"] = error;
        }

        return data;
    }

    private static JsonObject Page(ResultPage page)
    {
        var answer = new JsonObject
        {
            ["ColumnMetadata"] = new JsonArray([.. page.Columns.Select(
                (column, i) => new JsonObject { ["name"] = column, ["typeName"] = page.Types.ElementAtOrDefault(i) ?? "varchar" })]),
            ["Records"] = new JsonArray([.. page.Rows.Select(row => new JsonArray([.. row.Select(Field)]))]),
            ["TotalNumRows"] = page.Rows.Count,
        };
        if (page.NextToken is { } next)
        {
            answer["NextToken"] = next;
        }

        return answer;
    }

    private static JsonObject Field(object? value) => value switch
    {
        null => new JsonObject { ["isNull"] = true },
        string text => new JsonObject { ["stringValue"] = text },
        long number => new JsonObject { ["longValue"] = number },
        double number => new JsonObject { ["doubleValue"] = number },
        bool truth => new JsonObject { ["booleanValue"] = truth },
        _ => throw new NotSupportedException($"the Data API has no field for a {value.GetType()}"),
    };

    private static long Nanoseconds(TimeSpan duration) => duration.Ticks * TimeSpan.NanosecondsPerTick;
}
