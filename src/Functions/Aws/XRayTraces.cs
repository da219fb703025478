using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Sparkify.Functions.Aws;

/// <summary>X-Ray: annotations go as a subsegment of the invocation to the daemon that Lambda runs beside the function.</summary>
/// <remarks>
/// The invocation's own trace is in <c>_X_AMZN_TRACE_ID</c>, anew for each; nothing is sent of one that is not sampled.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html,
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html (the daemon's header line),
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html (the fields).
/// </remarks>
public sealed class XRayTraces(Func<string, string?> environment, TimeProvider time) : ITraces
{
    private const string Header = "{\"format\":\"json\",\"version\":1}\n";

    public void Annotate(IReadOnlyDictionary<string, string> annotations)
    {
        var invocation = Fields(environment("_X_AMZN_TRACE_ID"));
        if (invocation.GetValueOrDefault("Sampled") != "1"
            || !invocation.TryGetValue("Root", out var root)
            || !invocation.TryGetValue("Parent", out var parent)
            || !IPEndPoint.TryParse(environment("AWS_XRAY_DAEMON_ADDRESS") ?? "", out var daemon))
        {
            return;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1_000m;
        var subsegment = new JsonObject
        {
            ["name"] = "sparkify",
            ["id"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            ["trace_id"] = root,
            ["parent_id"] = parent,
            ["type"] = "subsegment",
            ["start_time"] = now,
            ["end_time"] = now,
            ["annotations"] = new JsonObject(annotations.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        };
        Send(daemon, System.Text.Encoding.UTF8.GetBytes(Header + subsegment.ToJsonString()));
    }

    private static void Send(IPEndPoint daemon, byte[] datagram)
    {
        try
        {
            using var client = new UdpClient(daemon.AddressFamily);
            client.Send(datagram, datagram.Length, daemon);
        }
        catch (SocketException)
        {
            // No daemon, no trace.
        }
    }

    /// <summary><c>Root=1-…;Parent=…;Sampled=1</c> by name.</summary>
    private static Dictionary<string, string> Fields(string? header) =>
        (header ?? "").Split(';')
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2)
            .GroupBy(field => field[0], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First()[1], StringComparer.Ordinal);
}
