using System.Text.RegularExpressions;
using CsCheck;
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

    [Fact]
    public void A_place_without_a_value_and_a_value_without_a_place_are_told()
    {
        Assert.Contains(":load_id", Assert.Throws<ArgumentException>(() => SqlCatalog.Record.RecordRejects.Render()).Message, StringComparison.Ordinal);
        Assert.Contains(":other", Assert.Throws<ArgumentException>(() => SqlCatalog.Record.RecordRejects.Render(SqlArgument.Text("load_id", "x"), SqlArgument.Text("other", "x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_looks_like_a_place_is_left_alone()
    {
        var sql = SqlCatalog.Record.RecordRejects.Render(SqlArgument.Text("load_id", ":load_id {{staging}} --'"));

        Assert.Contains("= ':load_id {{staging}} --'''", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging_events", true)]
    [InlineData("staging_songs", false)]
    public void A_merge_fits_one_batch_and_takes_the_lock_first(string shape, bool withRejects)
    {
        var statements = Merge(shape, withRejects).Statements();

        Assert.Equal("LOCK dw.load_lock", statements[0]);
        Assert.InRange(statements.Count, 1, StatementBatch.MostStatements);
        Assert.All(statements, sql => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(sql), 1, StatementBatch.MostBytes));
    }

    [Fact]
    public void The_staging_batchs_results_stand_where_it_says()
    {
        var statements = new StageBatch { Staging = "staging_songs_x", Shape = "staging_songs", Manifest = "s3://b/m", CopyRole = "arn:aws:iam::1:role/r", IsGzip = false }.Statements();

        Assert.Contains("pg_last_copy_count", statements[StageBatch.RowsLoaded - 1], StringComparison.Ordinal);
        Assert.StartsWith("COPY", statements[StageBatch.RowsLoaded - 2], StringComparison.Ordinal);
        Assert.Contains("COUNT(*)", statements[StageBatch.RowsStaged - 1], StringComparison.Ordinal);
        Assert.Contains("sys_load_detail", statements[StageBatch.FilesRead - 1], StringComparison.Ordinal);
        Assert.Contains("sys_load_error_detail", statements[StageBatch.RejectedRows - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_schema_batch_keeps_to_the_limits_of_the_data_api() =>
        Assert.All(SchemaChanges.Batches(), batch => Assert.InRange(batch.Count, 1, StatementBatch.MostStatements));

    private static MergeBatch Merge(string shape, bool withRejects) => new()
    {
        Staging = $"{shape}_x",
        Shape = shape,
        RowsStaged = 1,
        Leftovers = [$"{shape}_y"],
        Record = new RecordBatch
        {
            LoadId = "load", Dataset = "d", ExecutionId = "arn", Outcomes = "s3://b/o", Rejects = withRejects ? "s3://b/r" : null,
            StartedAt = DateTimeOffset.UnixEpoch,
            CopyRole = "arn:aws:iam::1:role/r", Files = 1, RowsRead = 1, RowsStaged = 1, RowsRejected = 0,
        },
    };

    [GeneratedRegex("^'([^']|'')*'$")]
    private static partial Regex Literal();
}
