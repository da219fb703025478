using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Export;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>export DIR</c>: the six views as files, all as of one moment, for programs that read files.</summary>
internal sealed class ExportCommand : HomeCommand
{
    private const string Parquet = "parquet";
    private const string Csv = "csv";

    private static readonly string[] Columns = ["file", "rows", "bytes"];

    private static readonly Argument<string> Folder = new("DIR")
    {
        Description = "The folder to write into; what an earlier export has left there is replaced",
        Validators = { CommonOptions.RefuseOption, CommonOptions.RequireText },
    };

    private static readonly Option<string> Format = new("--format") { Description = "Of the files", DefaultValueFactory = _ => Parquet };

    private static readonly Option<bool> Ledger = new("--with-ledger")
    {
        Description = "Also the ledger: file_ledger, loads, load_counts and rejected_rows",
    };

    private static readonly Option<bool> Json = CommonOptions.Json("What sparkify-export.json says, in place of the table");

    /// <summary>It is only here to be refused with words.</summary>
    private static readonly Option<string?> Stack = new("--stack") { Hidden = true, Validators = { RefuseStack } };

    static ExportCommand() => CommandLines.AcceptOnly(Format, Parquet, Csv);

    public ExportCommand()
        : base("export", "Writes the analysts' six views into Parquet or CSV files", Folder, Format, Ledger, Json, Stack)
    {
    }

    public override bool OnlyLooks => true;

    public override Task<int> RunAsync(ParseResult asked, LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var folder = CommonOptions.FullPath(asked.GetRequiredValue(Folder), asked.CommandResult);
        IReadOnlyList<TableOfExport> tables =
            asked.GetValue(Ledger) ? [.. TableOfExport.Star, .. TableOfExport.Ledger] : TableOfExport.Star;
        var written = stack.Export(
            tables, folder, asked.GetValue(Format) == Csv ? FileFormat.Csv : FileFormat.Parquet, cancellationToken);
        if (asked.GetValue(Json))
        {
            output.Answer.WriteLine(VisibleText.OfLine(written.ToJson().ToJsonString()));
            return Task.FromResult(ExitCode.AllWell);
        }

        output.Rows(new QueryResult(
            [.. Columns.Select(name => new QueryColumn(name, "character varying"))],
            [.. written.Files.Select(IReadOnlyList<object?> (file) => [file.Name, file.Rows, file.Bytes])]));
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(written.Files.Count, "file")} in {folder}, all as of {written.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."));
        return Task.FromResult(ExitCode.AllWell);
    }

    private static void RefuseStack(OptionResult given) => given.AddError(
        "export works on a home. The tables of a deployed stack are written by Redshift itself, into S3: docs/connect.md shows UNLOAD.");
}
