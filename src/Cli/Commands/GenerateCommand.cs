using System.Globalization;
using Sparkify.SampleData;

namespace Sparkify.Cli.Commands;

/// <summary><c>generate</c>: writes a data set of the same shape as the real one.</summary>
internal static class GenerateCommand
{
    public static int Run(GenerateOptions options, CommandOutput output)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            output.Error.WriteLine(wrong.Message);
            return ExitCode.WrongUsage;
        }
        var written = DatasetGenerator.Write(options);
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{written.Files:N0} files with {written.Bytes:N0} bytes are in {options.OutputDirectory}."));
        return ExitCode.AllWell;
    }
}
