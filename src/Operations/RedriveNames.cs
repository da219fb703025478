using System.Globalization;

namespace Sparkify.Operations;

/// <summary>
/// The names under which failed executions are started again: <c>name-again1</c>, then <c>name-again2</c>, so that every name stays short.
/// </summary>
internal static class RedriveNames
{
    /// <summary>Between a name and the number of its redrive.</summary>
    private const string Again = "-again";

    public static string Next(string name, IReadOnlySet<string> taken)
    {
        var root = name.LastIndexOf(Again, StringComparison.Ordinal) is var at and > 0 ? name[..at] : name;
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{root}{Again}{number}"))
            .First(next => !taken.Contains(next));
    }

    /// <summary>The one that it was started for: the number before its own, or the first. Null for one that is no redrive.</summary>
    public static string? OriginalOf(string name)
    {
        var at = name.LastIndexOf(Again, StringComparison.Ordinal);
        return at <= 0 || !int.TryParse(name.AsSpan(at + Again.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? null
            : number == 1 ? name[..at]
            : string.Create(CultureInfo.InvariantCulture, $"{name[..at]}{Again}{number - 1}");
    }
}
