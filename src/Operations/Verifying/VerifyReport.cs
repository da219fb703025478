using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Sparkify.Operations.Verifying;

/// <summary>What an acceptance run found: the evidence to send home.</summary>
public sealed partial record VerifyReport
{
    /// <summary>Version and commit of this program.</summary>
    public string Product { get; } =
        typeof(VerifyReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    /// <summary>The version of the schema that this program has.</summary>
    public required string Schema { get; init; }

    /// <summary><c>deployed</c> or <c>home</c>.</summary>
    public required string Stack { get; init; }

    /// <summary>The run's id, which stands in the keys of its files.</summary>
    public required string Run { get; init; }

    /// <summary>When it began and ended, UTC.</summary>
    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required IReadOnlyList<Finding> Claims { get; init; }

    /// <summary>What of the run is still there, in words.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>The statements by which an administrator takes the run's rows away, in one transaction; none: they are gone.</summary>
    public IReadOnlyList<string> ToTakeAway { get; init; } = [];

    public int Count(string verdict) => Claims.Count(finding => finding.Verdict == verdict);

    /// <summary>One JSON object. The number of an account stands in names of buckets and roles, and is left out.</summary>
    public string ToJson() => Account().Replace(JsonSerializer.Serialize(this, Readable.VerifyReport), "<account>");

    /// <summary>Texts as they are: no page of HTML has them.</summary>
    private static readonly VerifyJson Readable = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    [GeneratedRegex(@"(?<![0-9.])[0-9]{12}(?![0-9.])")]
    private static partial Regex Account();
}

[JsonSerializable(typeof(VerifyReport))]
public sealed partial class VerifyJson : JsonSerializerContext;
