using System.Text.Json.Serialization;

namespace Sparkify.Cli.Sharing;

/// <summary>What a command says to the process that owns the home: one line of JSON.</summary>
internal sealed record CommandRequest
{
    /// <summary>What was typed: the owner reads it by the same command line.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Where it was typed.</summary>
    public required string Folder { get; init; }

    /// <summary>The one who asks writes to a terminal, of that width and height.</summary>
    public bool IsTerminal { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
}

/// <summary>What comes back, a line each: pieces of output, and last the exit code.</summary>
internal sealed record CommandReply
{
    public string? Out { get; init; }
    public string? Error { get; init; }
    public int? Exit { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandReply))]
internal sealed partial class SharingJson : JsonSerializerContext;
