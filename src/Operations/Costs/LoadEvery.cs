using System.Text.Json.Serialization;

namespace Sparkify.Operations.Costs;

/// <summary>When loads start: the values of the template's parameter LoadEvery.</summary>
/// <param name="Name">As the parameter has it.</param>
/// <param name="Seconds">From one start to the next. 0: loads start as files come.</param>
public sealed record LoadEvery(string Name, int Seconds)
{
    public static LoadEvery File { get; } = new("as-files-come", 0);

    public static IReadOnlyList<LoadEvery> All { get; } =
    [
        File,
        new("15-minutes", 900),
        new("hour", 3_600),
        new("6-hours", 21_600),
        new("day", 86_400),
    ];

    [JsonIgnore]
    public bool IsByTheClock => Seconds > 0;
}
