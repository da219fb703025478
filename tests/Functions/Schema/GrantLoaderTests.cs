using CsCheck;
using Sparkify.Functions.Schema;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Tests.Schema;

public sealed class GrantLoaderTests : IDisposable
{
    private readonly StackHost stack = new();

    public void Dispose() => stack.Dispose();

    [Theory]
    [InlineData(0L, true)]
    [InlineData(1L, false)]
    public async Task The_loads_user_is_made_if_it_is_not_there_and_may_then_make_its_schema(long found, bool isMade)
    {
        var warehouse = new FakeWarehouse { Result = found };

        await RunAsync(warehouse, StackHost.Change("Create"));

        var statements = warehouse.Submitted[^1].Statements;
        Assert.Equal(isMade, statements[0] == "CREATE USER \"IAMR:sparkify-loads\" PASSWORD DISABLE");
        Assert.Equal(isMade ? 2 : 1, statements.Count);
        Assert.Equal(["find user #1", "grant loader #1"], warehouse.Submitted.Select(batch => batch.Name));
        Assert.Contains("'IAMR:sparkify-loads'", Assert.Single(warehouse.Submitted[0].Statements), StringComparison.Ordinal);
        Assert.Equal(
            Sparkify.Ingestion.Statements.Steps.ClientToken("request-Create", "grant loader", 1), warehouse.Submitted[1].ClientToken);
        Assert.Equal("GRANT CREATE ON DATABASE sparkify TO \"IAMR:sparkify-loads\"", statements[^1]);
        Assert.Equal("SUCCESS", stack.Answers[0].GetProperty("Status").GetString());
    }

    [Fact]
    public async Task A_resource_without_its_properties_is_answered_with_which_one_it_lacks()
    {
        var change = StackHost.Change("Create");

        await RunAsync(new FakeWarehouse(), change with { ResourceProperties = change.ResourceProperties with { User = null } });

        Assert.Equal("FAILED", stack.Answers[0].GetProperty("Status").GetString());
        Assert.Contains("WarehouseSchema has no User", stack.Answers[0].GetProperty("Reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_without_the_secret_of_an_administrator_is_answered_so()
    {
        var change = StackHost.Change("Create");

        await RunAsync(new FakeWarehouse(), change with { ResourceProperties = change.ResourceProperties with { AdminSecretArn = null } });

        Assert.Equal(
            "SettingMissingException: WarehouseSchema has no AdminSecretArn: give it one in serverless.template",
            stack.Answers[0].GetProperty("Reason").GetString());
    }

    /// <summary>A name either comes back from its quotes as it was, or is refused: nothing gets out of them.</summary>
    [Fact]
    public void A_quoted_name_is_the_name_or_is_refused() => Gen.String[Gen.Char[' ', '\u0100'], 0, 140].Sample(name =>
    {
        try
        {
            var sql = SqlArgument.QuotedName("user", name).Sql;
            Assert.Equal($"\"{name}\"", sql);
            Assert.Equal(2, sql.Count(c => c == '"'));
            Assert.DoesNotContain('\\', sql);
        }
        catch (ArgumentException)
        {
            Assert.True(name.Length is 0 or > 127 || name.Any(c => c is '"' or '\\' or > '~'));
        }
    });

    private async Task RunAsync(FakeWarehouse warehouse, StackChange change)
    {
        using var http = new HttpClient(stack, disposeHandler: false);
        await new GrantLoader(
            secret =>
            {
                Assert.Equal("arn:secret", secret);
                return warehouse;
            },
            new JumpingTime(),
            http).HandleAsync(change, stack);
    }
}
