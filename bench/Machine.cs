using System.Globalization;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;

namespace Sparkify.Bench;

/// <summary>Where the figures were measured.</summary>
internal static class Machine
{
    /// <summary>Cores, memory, operating system, and the versions of what does the work: one line.</summary>
    public static string Words()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version()";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {memory:N0} GB of memory, {RuntimeInformation.OSDescription} "
            + $"({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.FrameworkDescription}, DuckDB {command.ExecuteScalar()}");
    }
}
