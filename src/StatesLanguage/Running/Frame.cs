using System.Text.Json;

namespace StatesLanguage.Running;

/// <summary>One thread of control of an execution: the top level, a branch, an iteration.</summary>
internal sealed class Frame
{
    /// <summary>The event that the next one follows.</summary>
    public long LastEventId { get; set; }

    /// <summary>Never changed in place: branches start from the variables around them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; set; } = new Dictionary<string, JsonElement>();

    public MapItem? Item { get; init; }

    public bool IsTopLevel { get; init; }

    public Frame Branch(MapItem? item = null) => new() { LastEventId = LastEventId, Variables = Variables, Item = item ?? Item };
}

/// <summary><c>$$.Map.Item</c></summary>
internal sealed record MapItem(int Index, JsonElement Value);
