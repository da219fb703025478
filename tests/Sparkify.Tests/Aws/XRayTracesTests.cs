using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Functions;
using Sparkify.Functions.Aws;

namespace Sparkify.Tests.Aws;

public sealed class XRayTracesTests : IDisposable
{
    private const string Root = "1-5759e988-bd862e3fe1be46a994272793";
    private const string Sampled = $"Root={Root};Parent=53995c3f42cd8ad8;Sampled=1";

    private readonly UdpClient daemon = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_465_510_280_123));

    public void Dispose() => daemon.Dispose();

    [Fact]
    public async Task Annotations_reach_the_daemon_as_a_subsegment_of_the_invocation()
    {
        Annotate($"{Sampled};Lineage=a:0", Address);

        var datagram = Encoding.UTF8.GetString((await daemon.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer);

        var (header, document) = (
            datagram[..datagram.IndexOf('\n', StringComparison.Ordinal)],
            JsonNode.Parse(datagram[datagram.IndexOf('\n', StringComparison.Ordinal)..])!.AsObject());
        Assert.Equal("""{"format":"json","version":1}""", header);
        Assert.Equal(
            (Root, "53995c3f42cd8ad8", "subsegment", 1_465_510_280.123m),
            ((string)document["trace_id"]!, (string)document["parent_id"]!, (string)document["type"]!, (decimal)document["start_time"]!));
        Assert.Matches("^[0-9a-f]{16}$", (string)document["id"]!);
        Assert.Equal("log-data-0123", (string?)document["annotations"]!["load_id"]);
    }

    [Theory]
    [InlineData($"Root={Root};Parent=53995c3f42cd8ad8;Sampled=0")]
    [InlineData($"Root={Root}")]
    [InlineData("")]
    [InlineData(null)]
    public void Nothing_is_sent_of_an_invocation_that_is_not_sampled(string? traceHeader)
    {
        Annotate(traceHeader, Address);

        Assert.Equal(0, daemon.Available);
    }

    /// <summary>What listened has gone, nothing can be sent to port 0, and there is no address at all.</summary>
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "127.0.0.1:0")]
    [InlineData(false, "no address")]
    [InlineData(false, null)]
    public void A_daemon_that_is_not_there_fails_nothing(bool hasGone, string? at)
    {
        var address = hasGone ? Address : at;
        daemon.Dispose();

        Assert.Null(Record.Exception(() => Annotate(Sampled, address)));
    }

    private string Address => daemon.Client.LocalEndPoint!.ToString()!;

    private void Annotate(string? traceHeader, string? address) =>
        new XRayTraces(name => name switch
        {
            "_X_AMZN_TRACE_ID" => traceHeader,
            "AWS_XRAY_DAEMON_ADDRESS" => address,
            _ => null,
        }, time).Annotate(new Dictionary<string, string> { ["load_id"] = "log-data-0123" });
}
