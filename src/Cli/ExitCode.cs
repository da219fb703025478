using Sparkify.LocalCloud.Delivering;

namespace Sparkify.Cli;

/// <summary>What the commands end with.</summary>
internal static class ExitCode
{
    public const int AllWell = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Done, but files were quarantined or passed by, or rows rejected or unusable; the output says which.</summary>
    public const int DoneWithLosses = 3;

    public static int Of(DeliveryReport report) =>
        report.Summary.Executions.Failed > 0 || report.Unsettled > 0 ? Failed
        : OfLosses(
            report.Summary.Files.Quarantined + report.Summary.Files.PassedBy,
            report.Summary.Rows.Rejected + report.Summary.Rows.Unusable);

    /// <summary>Of a command that did what it was to do.</summary>
    /// <param name="files">That were quarantined or passed by.</param>
    /// <param name="rows">That were rejected or are unusable.</param>
    public static int OfLosses(long files, long rows) => files > 0 || rows > 0 ? DoneWithLosses : AllWell;
}
