using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Ingestion.Intake;

/// <summary>
/// Names the way of files through the pipeline, from the notices that named them to the ledger. It derives from what they are, so that
/// whatever is repeated keeps its name; and it has the form of X-Ray's, so that it is the X-Ray trace as well.
/// </summary>
/// <remarks>
/// Where batches of notices gather in one load, the load goes by the trace of the oldest; each file keeps its own in the ledger.
/// The form: <c>1-</c>, the seconds since 1970 as 8 hexadecimal digits, <c>-</c>, 24 more of any.
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
/// </remarks>
public static class TraceId
{
    /// <param name="startedAt">Milliseconds since 1970, UTC.</param>
    /// <param name="seed">What it is the trace of.</param>
    /// <returns>35 characters.</returns>
    public static string Of(long startedAt, string seed) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"1-{(uint)(startedAt / 1_000):x8}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 12))}");

    /// <summary>The trace of a load of these files: that of the oldest. The same for the same files in any order.</summary>
    /// <returns>Null where no file has one.</returns>
    public static string? OfOldest(IEnumerable<FileVersion> files) =>
        files.Where(file => file.TraceId is not null).MinBy(file => (file.EventTime, file.TraceId))?.TraceId;

    /// <summary>As a call to AWS carries it. Loads are few and are all sampled.</summary>
    public static string Header(string traceId) => $"Root={traceId};Sampled=1";
}
