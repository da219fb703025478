using System.Diagnostics.CodeAnalysis;
using Sparkify.Deployed;
using Sparkify.Ingestion.Failures;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Template;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Cli;

/// <summary>The end of every command: what went wrong stands in words on the error output.</summary>
internal static class CommandErrors
{
    /// <param name="stopped">What the one who stopped it reads.</param>
    /// <returns>The command's exit code, or that of a failure.</returns>
    [SuppressMessage(
        "Design", "CA1031", Justification = "The command's end: what is not foreseen is printed, with its trace, and is a failure.")]
    public static async Task<int> ReportAsync(CommandOutput output, string stopped, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (WrongInputException wrong)
        {
            output.Error.WriteLine(wrong.Message);
            return ExitCode.WrongUsage;
        }
        catch (Exception foreseen) when (foreseen is IngestionException or NotAHomeException or TemplateException
            or DefinitionRefusedException or DeployedStackException)
        {
            output.Error.WriteLine(foreseen.Message);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            output.Error.WriteLine(
                $"{denied.Message.TrimEnd('.')}. Look whether the path is right, whether you may read and write there, "
                + "and whether the disk is full; then run the command again.");
        }
        catch (OperationCanceledException)
        {
            output.Error.WriteLine(stopped);
        }
        catch (Exception unforeseen)
        {
            output.Error.WriteLine(unforeseen);
        }

        return ExitCode.Failed;
    }
}
