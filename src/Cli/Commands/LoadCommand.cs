using System.Globalization;
using System.Text.Json;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;

namespace Sparkify.Cli.Commands;

/// <summary><c>load DIR...</c>: delivers the files as S3 puts, runs everything to its end, and says what became of them.</summary>
internal sealed record LoadCommand : HomeCommand
{
    /// <summary>Absolute: another process may read them.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    public bool Json { get; init; }

    public override async Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var files = Folders.SelectMany(SourceFolder.Read).ToList();
        DeliveryReport delivery;
        using (var progress = new ProgressLine(output, Json, output.Time))
        {
            delivery = await new Delivery(stack) { Home = Home, Tell = progress.Tell }.RunAsync(
                files.Select(file => new FileToDeliver(file.Key, async () => await File.ReadAllBytesAsync(file.Path, cancellationToken))), cancellationToken);
        }
        if (Json)
        {
            output.Line(JsonSerializer.Serialize(delivery.Summary, LoadJson.Default.LoadSummary));
        }
        else
        {
            Print(delivery, output);
        }
        PrintLosses(delivery, Json ? output.Error : output.Answer);
        return ExitCode.Of(delivery);
    }

    public static void Print(DeliveryReport delivery, CommandOutput output)
    {
        var (files, rows, executions) = (delivery.Summary.Files, delivery.Summary.Rows, delivery.Summary.Executions);
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Delivered:N0} files delivered: {files.Loaded:N0} loaded, {files.Unchanged:N0} unchanged, {files.Quarantined:N0} quarantined."));
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Staged:N0} rows staged, {rows.Rejected:N0} rejected, by {executions.Started:N0} executions ({executions.Succeeded:N0} succeeded, {executions.Failed:N0} failed) with {delivery.Summary.Statements:N0} statements in {delivery.Summary.Seconds:N1} s."));
        var tables = delivery.Summary.Tables;
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Now there are {tables.Songplays:N0} songplays, {tables.Users:N0} users, {tables.Songs:N0} songs, {tables.Artists:N0} artists, {tables.Time:N0} times."));
    }

    private static void PrintLosses(DeliveryReport delivery, TextWriter writer)
    {
        foreach (var loss in delivery.Losses)
        {
            writer.WriteLine(loss);
        }
    }
}
