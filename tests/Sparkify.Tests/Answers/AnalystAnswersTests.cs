using Sparkify.Cli.Sharing;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud.Home;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Answers;

/// <summary>
/// The questions of <c>src/Warehouse/analytics</c>, asked after <c>samples/</c> is loaded, against <c>Answers/NAME.csv</c>. Those were made
/// without the product and without SQL: by loops in Python over the sample files, by the words of docs/data-rules.md, and then read by a
/// person (six events, three of them plays: by hand it takes a minute).
/// </summary>
public sealed class AnalystAnswersTests(LoadedSamples samples) : IClassFixture<LoadedSamples>
{
    private static readonly string Folder = Repository.Path("tests/Sparkify.Tests/Answers");

    public static TheoryData<string> Names => [.. AnalystQuestions.All.Select(question => question.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_question_has_the_answer_that_was_worked_out_by_other_means(string name)
    {
        var file = Path.Combine(Folder, $"{name}.csv");
        Assert.True(
            File.Exists(file),
            $"src/Warehouse/analytics/{name}.sql has no expected answer: work out what it says of samples/, and write it to "
            + $"tests/Sparkify.Tests/Answers/{name}.csv");

        var answer = await samples.AskAsync(AnalystQuestions.All.Single(question => question.Name == name).File.Render());

        string[] said =
        [
            Line(answer.Columns.Select(column => column.Name)),
            .. answer.Rows.Select(row => Line(row.Select(AnswerText.Of))),
        ];
        Assert.Equal(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken), said);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_question_says_in_words_what_it_asks(string name)
    {
        var question = AnalystQuestions.All.Single(one => one.Name == name);

        Assert.True(
            question.File.Text.StartsWith("-- Question: ", StringComparison.Ordinal) && question.Words.EndsWith('?'),
            $"src/Warehouse/{question.File.Path} does not begin with a line '-- Question: ...?': demo and page show those words");
    }

    [Fact]
    public void An_answer_has_a_question() => Assert.Empty(
        Directory.EnumerateFiles(Folder, "*.csv").Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(AnalystQuestions.All.Select(question => question.Name)));

    /// <summary>As RFC 4180 has it.</summary>
    private static string Line(IEnumerable<string> values) => string.Join(',', values.Select(value =>
        value.AsSpan().ContainsAny(",\"\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value));
}

/// <summary>A home into which <c>samples/</c> is loaded.</summary>
public sealed class LoadedSamples : IAsyncLifetime
{
    private readonly LocalHome _home = new();
    private HomeOwner? _owned;

    public async ValueTask InitializeAsync()
    {
        await _home.LoadAsync(Repository.Path("samples"));
        _owned = await HomeOwner.TryOpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, TestContext.Current.CancellationToken);
    }

    internal Task<QueryResult> AskAsync(string sql) => _owned!.Stack.AskAsync(sql, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }

        _home.Dispose();
    }
}
