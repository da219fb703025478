using System.Globalization;
using System.Text.RegularExpressions;

namespace Sparkify.LocalCloud.Home;

/// <summary>
/// How much the warehouse of a home may hold in memory: a sixteenth of the machine's, but a gigabyte where half of the memory is as much.
/// What needs more is written to disk meanwhile. The environment variable <c>SPARKIFY_MEMORY</c> says otherwise: <c>4GB</c>, <c>600MB</c>.
/// </summary>
/// <remarks>The files that are being read, and what .NET needs, come to that: some 500 MB while a large load is read.</remarks>
internal static partial class WarehouseMemory
{
    public const string Variable = "SPARKIFY_MEMORY";

    private const long Gigabyte = 1L << 30;
    private const long Least = 64L << 20;

    /// <summary>Bytes.</summary>
    /// <exception cref="NotAHomeException">The variable says nothing that can be understood.</exception>
    public static long Limit() =>
        Of(Environment.GetEnvironmentVariable(Variable), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <param name="wanted">What the variable says; null: nothing.</param>
    /// <param name="machine">The memory of the machine or of the container, in bytes.</param>
    public static long Of(string? wanted, long machine)
    {
        if (string.IsNullOrWhiteSpace(wanted))
        {
            return Math.Max(machine / 16, Math.Min(Gigabyte, machine / 2));
        }

        var match = Size().Match(wanted);
        var bytes = match.Success
            ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
                * (match.Groups["unit"].Value.ToUpperInvariant() is "G" ? Gigabyte : Gigabyte / 1024)
            : 0;
        return bytes >= Least
            ? (long)Math.Min(bytes, long.MaxValue / 2)
            : throw new NotAHomeException($"{Variable} is '{wanted}': write a size of at least 64 MB, as 2GB or 600MB, or leave it out");
    }

    [GeneratedRegex(@"\A\s*(?<number>[0-9]{1,9}(\.[0-9]{1,3})?)\s*(?<unit>[GM])i?B?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}
