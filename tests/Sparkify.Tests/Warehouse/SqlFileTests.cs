using System.Text.RegularExpressions;
using CsCheck;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Warehouse;

public sealed partial class SqlFileTests
{
    [Fact]
    public void A_text_is_given_back_whole_by_the_literal_or_refused()
    {
        Gen.String[Gen.Char[(char)0, (char)0x17F], 0, 40].Sample(text =>
        {
            if (text.Any(c => c is < ' ' or > '~' or '\\'))
            {
                Assert.Throws<ArgumentException>(() => SqlArgument.Text("x", text));
                return;
            }

            var literal = SqlArgument.Text("x", text).Sql;
            Assert.Matches(Literal(), literal);
            Assert.Equal(text, literal[1..^1].Replace("''", "'", StringComparison.Ordinal));
        });
    }

    /// <summary>Nothing of the text itself is in the statement, and nothing of it is lost.</summary>
    [Fact]
    public void Any_text_is_given_back_whole_by_its_bytes() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
        {
            var sql = SqlArgument.AnyText("x", text).Sql;

            var hex = HexadecimalText().Match(sql);
            Assert.True(hex.Success, sql);
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hex.Groups[1].Value)));
        });

    /// <summary>However many are asked for and however long their names are: each once, and in statements that are taken.</summary>
    [Fact]
    public void Questions_of_many_names_are_several_statements() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 300].List[1, 2_000], Gen.Int[1, 3]).Sample(
            (names, copies) =>
            {
                var versions = names.Select((name, i) => ($"{i}{string.Concat(Enumerable.Repeat(name, copies))}", $"e{i}")).ToList();
                var loads = names.Select((name, i) => $"{i}-{name[..Math.Min(name.Length, 70)]}").ToList();

                AssertAsked(LedgerQuestions.NewestLines(versions), versions.Select(version => SqlArgument.AnyText("x", version.Item1).Sql));
                AssertAsked(LedgerQuestions.LoadedAgain(loads), loads.Select(load => $"'{load}'"));
            },
            iter: 10);

    private static void AssertAsked(IEnumerable<string> statements, IEnumerable<string> names)
    {
        var asked = statements.ToList();
        Assert.All(asked, sql => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(sql), 1, StatementBatch.MostBytes));
        Assert.All(names, name => Assert.Single(asked, sql => sql.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_place_without_a_value_and_a_value_without_a_place_are_reported()
    {
        Assert.Contains(
            ":load_id", Assert.Throws<ArgumentException>(() => SqlCatalog.Record.RecordRejects.Render()).Message, StringComparison.Ordinal);
        Assert.Contains(
            ":other",
            Assert.Throws<ArgumentException>(
                () => SqlCatalog.Record.RecordRejects.Render(SqlArgument.Text("load_id", "x"), SqlArgument.Text("other", "x"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_looks_like_a_place_is_left_alone()
    {
        var sql = SqlCatalog.Record.RecordRejects.Render(SqlArgument.Text("load_id", ":load_id {{staging}} --'"));

        Assert.Contains("= ':load_id {{staging}} --'''", sql, StringComparison.Ordinal);
    }

    /// <summary>A new dataset is here by itself, and fails until it has a plan.</summary>
    public static TheoryData<string, bool> Merges =>
        [.. Dataset.All.SelectMany(dataset => new[] { (dataset.Name, true), (dataset.Name, false) })];

    [Theory, MemberData(nameof(Merges))]
    public void A_merge_fits_one_batch_and_takes_the_lock_first(string dataset, bool withRejects)
    {
        var statements = Merge(Dataset.Parse(dataset), withRejects).Statements();

        Assert.Equal(["LOCK dw.load_lock", "UPDATE dw.load_lock SET holder = holder + 1"], statements.Take(2));
        Assert.InRange(statements.Count, 1, StatementBatch.MostStatements);
        Assert.All(statements, sql => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(sql), 1, StatementBatch.MostBytes));
    }

    [Theory, MemberData(nameof(Merges))]
    public void The_ledgers_result_and_the_lock_stand_where_the_batch_says(string dataset, bool withRejects)
    {
        var merge = Merge(Dataset.Parse(dataset), withRejects);
        var quarantine = merge.Record.QuarantineStatements(merge.Leftovers);
        foreach (var statements in new[] { merge.Statements(), merge.Record.QuarantineStatements([]), quarantine })
        {
            var report = new StatementReport
            {
                Id = "x", Status = StatementStatus.Finished,
                SubStatements = [.. statements.Select(
                    (_, i) => new SubStatementReport($"x:{i + 1}", StatementStatus.Finished, null, 0, TimeSpan.Zero, true))],
            };
            Assert.Contains("AS newest_event", statements[RecordBatch.OutcomeOf(report) - 1], StringComparison.Ordinal);
            Assert.Equal("LOCK dw.load_lock", statements[RecordBatch.LockLoads - 1]);
        }
    }

    /// <summary>What the metrics ask for is the count of a table that the merge counts.</summary>
    [Theory, MemberData(nameof(Merges))]
    public void A_datasets_main_table_is_one_that_its_merge_counts(string dataset, bool withRejects) => Assert.Single(
        Merge(Dataset.Parse(dataset), withRejects).Statements(),
        sql => sql.StartsWith("INSERT INTO dw.load_counts", StringComparison.Ordinal)
            && sql.Contains($"'{Dataset.Parse(dataset).MainTable}' AS table_name", StringComparison.Ordinal));

    [Fact]
    public void The_listing_batchs_answer_stands_where_it_says()
    {
        var listing = new ListingBatch { Files = "s3://b/l", CopyRole = "arn:aws:iam::1:role/r" };

        Assert.Contains("AS known", listing.Compare(3)[ListingBatch.Answer - 1], StringComparison.Ordinal);
        Assert.Contains("AS superseded", listing.Count(DateTimeOffset.UnixEpoch)[ListingBatch.Answer - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_staging_batchs_results_stand_where_it_says()
    {
        foreach (var control in new[] { null, "s3://b/control" })
        {
            var batch = new StageBatch
            {
                Staging = "staging_songs_x",
                Dataset = Dataset.SongData,
                Manifest = "s3://b/m",
                ControlManifest = control,
                CopyRole = "arn:aws:iam::1:role/r",
                IsGzip = false
            };
            var statements = batch.Statements();

            Assert.Contains("pg_last_copy_count", statements[batch.RowsLoaded - 1], StringComparison.Ordinal);
            Assert.Equal(batch.CopyFiles + 1, batch.RowsLoaded);
            Assert.StartsWith("COPY", statements[batch.CopyFiles - 1], StringComparison.Ordinal);
            Assert.Contains("'s3://b/m'", statements[batch.CopyFiles - 1], StringComparison.Ordinal);
            Assert.Contains("COUNT(*)", statements[batch.RowsStaged - 1], StringComparison.Ordinal);
            AssertViews(statements, batch.Views, "pg_last_copy_id()");
            Assert.Equal(batch.Size, statements.Count);
            Assert.Equal(
                control is not null,
                statements.Take(batch.ControlStatements).Any(sql => sql.Contains("'s3://b/control'", StringComparison.Ordinal)));
        }

        AssertViews(StageBatch.LaterStatements(4_711), StageBatch.LaterViews, "4711");

        static void AssertViews(
            IReadOnlyList<string> statements, (int FilesRead, int LoadErrors, int History) views, string copy)
        {
            Assert.EndsWith($"FROM sys_load_history\nWHERE query_id = {copy}", statements[views.History - 1], StringComparison.Ordinal);
            Assert.Contains($"FROM sys_load_detail\nWHERE query_id = {copy}\n", statements[views.FilesRead - 1], StringComparison.Ordinal);
            Assert.Contains(
                $"FROM sys_load_error_detail\nWHERE query_id = {copy}\n", statements[views.LoadErrors - 1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_schema_batch_keeps_to_the_limits_of_the_data_api() =>
        Assert.All(SchemaChanges.After([]), batch => Assert.InRange(batch.Statements.Count, 1, StatementBatch.MostStatements));

    private static MergeBatch Merge(Dataset dataset, bool withRejects) => new()
    {
        Staging = $"{dataset.StagingShape}_x",
        RowsStaged = 1,
        Leftovers = [$"{dataset.StagingShape}_y"],
        Record = new RecordBatch
        {
            LoadId = "load", Dataset = dataset, ExecutionId = "arn", Outcomes = "s3://b/o", Rejects = withRejects ? "s3://b/r" : null,
            StartedAt = DateTimeOffset.UnixEpoch,
            CopyRole = "arn:aws:iam::1:role/r", Files = 1, RowsRead = 1, RowsStaged = 1, RowsRejected = 0,
        },
    };

    [GeneratedRegex(@"^FROM_VARBYTE\(FROM_HEX\('([0-9a-f]*)'\), 'utf-8'\)$")]
    private static partial Regex HexadecimalText();

    [GeneratedRegex("^'([^']|'')*'$")]
    private static partial Regex Literal();
}
