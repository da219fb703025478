using System.Text.Json.Nodes;
using Sparkify.Deployed;
using Sparkify.Functions.Aws;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Operated;

public sealed class DeployedQueryTests
{
    [Fact]
    public async Task A_query_that_nobody_waits_for_any_more_is_cancelled()
    {
        var (stopped, last) = await StopAsync(Answer.Ok(new JsonObject { ["Status"] = true }));

        Assert.IsAssignableFrom<OperationCanceledException>(stopped);
        Assert.Equal(("CancelStatement", "one"), (last.Operation, (string?)last.Json["Id"]));
    }

    [Fact]
    public async Task A_query_that_has_ended_meanwhile_need_not_be_cancelled()
    {
        var (stopped, _) = await StopAsync(Answer.Error(
            400, "ValidationException", "Could not cancel a query that is already in FINISHED state with ID: one"));

        Assert.IsAssignableFrom<OperationCanceledException>(stopped);
    }

    [Fact]
    public async Task A_query_that_cannot_be_cancelled_is_reported_with_its_id_and_the_reason()
    {
        var (stopped, _) = await StopAsync(Answer.Error(
            400, "AccessDeniedException", "not authorized to perform: redshift-data:CancelStatement"));

        var shown = Assert.IsType<DeployedStackException>(stopped).Message;
        Assert.Contains("the statement one may still run", shown, StringComparison.Ordinal);
        Assert.Contains("not authorized to perform", shown, StringComparison.Ordinal);
    }

    private static async Task<(Exception? Stopped, WireRequest Last)> StopAsync(Answer cancelled)
    {
        await using var dataApi = new ScriptedService(
            Answer.Ok(new JsonObject { ["Id"] = "one" }), Answer.Ok(new JsonObject { ["Id"] = "one", ["Status"] = "STARTED" }), cancelled);
        using var ctrlC = new CancellationTokenSource();
        using var clients = Clients.Deployed("http://127.0.0.1:9", "http://127.0.0.1:9", dataApi.Url);
        var query = new DeployedQuery(
            clients.Warehouse,
            new RedshiftDataOptions("sparkify", null, "sparkify"),
            TimeProvider.System);
        var asking = Record.ExceptionAsync(() => query.AskAsync("SELECT 1", ctrlC.Token).ToListAsync().AsTask());
        while (dataApi.Requests.Count < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }

        await ctrlC.CancelAsync();
        var stopped = await asking;
        return (stopped, dataApi.Requests[^1]);
    }

    [Theory]
    [InlineData("2018-11-01 10:00:00.0", "timestamp", "2018-11-01 10:00:00.000")]
    [InlineData("2018-11-01 10:00:00.123456", "timestamp", "2018-11-01 10:00:00.123456")]
    [InlineData("2018-11-01 10:00:00.5+00", "timestamptz", "2018-11-01 10:00:00.500")]
    [InlineData("infinity", "timestamp", "infinity")]
    [InlineData("2018-11-01 10:00:00.0", "varchar", "2018-11-01 10:00:00.0")]
    [InlineData("1.50", "varchar", "1.50")]
    [InlineData(null, "numeric", null)]
    public void Times_are_shown_as_the_local_warehouse_shows_them(string? value, string type, string? shown) =>
        Assert.Equal(shown, DataApiValue.Plain(value, type));

    [Fact]
    public void A_numeric_is_a_number_with_its_scale()
    {
        var shown = Assert.IsType<decimal>(DataApiValue.Plain("1.50", "numeric"));

        Assert.Equal("1.50", shown.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
