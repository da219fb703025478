namespace Sparkify.Cli.Answers;

/// <content>A value for each pair.</content>
internal sealed partial class AnswerDrawing
{
    /// <summary>How many columns of shades have one head: it needs their place.</summary>
    private const int ShadesByHead = 3;

    /// <summary>Numbers where they have place, else shades of them with the words for how much one is.</summary>
    private IEnumerable<string> Grid()
    {
        var (down, across, value) = (At(question.Chart.Labels[0]), At(question.Chart.Labels[1]), At(question.Chart.Values[0]));
        var rows = answer.Rows.Select(row => Cell(row, down)).Distinct().ToList();
        var heads = answer.Rows.Select(row => (Order: ValueText.Number(row[across]) ?? 0, Text: Cell(row, across))).Distinct()
            .OrderBy(head => head.Order).Select(head => head.Text).ToList();
        var values = answer.Rows.ToLookup(row => (Cell(row, down), Cell(row, across)), row => row[value]);
        var names = new TextColumn(ValueText.Words(question.Chart.Labels[0]), rows, IsRight: false);
        IReadOnlyList<TextColumn> numbers = [names, .. heads.Select(head => new TextColumn(
            head, [.. rows.Select(row => Text(values[(row, head)].FirstOrDefault(), value))], IsRight: true))];
        IEnumerable<string> title = [$"  {ValueText.Words(question.Chart.Values[0])}, {ValueText.Words(question.Chart.Labels[1])} across"];
        if (TextColumn.WidthOf(numbers) <= width)
        {
            return title.Concat(TextColumn.Lines(numbers));
        }

        var most = Most(value);
        var shades = new TextColumn(
            string.Concat(heads.Chunk(ShadesByHead).Select(some => some[0].PadRight(2 * ShadesByHead))),
            [.. rows.Select(row => string.Concat(heads.Select(head =>
                Shaded((ValueText.Number(values[(row, head)].FirstOrDefault()) ?? 0) / most))))],
            IsRight: false);
        return
        [
            .. title,
            .. TextColumn.Lines([names, shades]),
            $"  {Shaded(0)} none  {Shaded(0.25)} up to a quarter of {Text(most, value)}  {Shaded(0.5)} a half  "
                + $"{Shaded(0.75)} three quarters  {Shaded(1)} more",
        ];
    }

    private static string Shaded(double share) => new(Blocks.Shade(share), 2);
}
