using Sparkify.Functions.Schema;
using Sparkify.Ingestion.Failures;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Tests.Schema;

public sealed class SchemaInstallerTests
{
    private readonly JumpingTime time = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(0, SchemaChanges.All.Count + 1)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whatever a warehouse has of the list's beginning, with digests or without.</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_warehouse_gets_what_it_lacks_once_and_in_order(int version)
    {
        var warehouse = new ChangingWarehouse(Until(version));

        var upgrade = await InstallAsync(warehouse);

        Assert.Equal(
            SchemaChanges.All.Skip(version).SelectMany(change => change.Statements),
            warehouse.Changing.SelectMany(batch => batch.Statements.SkipLast(1).Where(sql => !IsGuard(sql))));
        Assert.Equal(SchemaChanges.All.Select(change => change.Name), warehouse.Applied.Select(change => change.Name));
        Assert.Equal(
            SchemaChanges.All.Skip(version).Select(change => change.Digest),
            warehouse.Applied.Skip(version).Select(change => change.Digest));
        Assert.Equal((version, SchemaChanges.All.Count, false), (upgrade.Before, upgrade.After, upgrade.IsBehind));
        Assert.Equal(version > 0 && version < SchemaChanges.All.Count, upgrade.IsUpgrade);
        Assert.Equal(SchemaChanges.All[^1].Name, upgrade.To);
    }

    [Fact]
    public async Task What_changes_a_warehouse_that_is_there_takes_the_lock_of_the_loads_first()
    {
        var warehouse = new ChangingWarehouse(Until(21));

        await InstallAsync(warehouse);

        Assert.NotEmpty(warehouse.Changing);
        Assert.All(warehouse.Changing, batch => Assert.Equal("LOCK dw.load_lock", batch.Statements[0]));
        Assert.Equal("schema 022 to 030", Assert.Single(warehouse.Changing.Select(batch => batch.Name[..^" #1".Length])));
    }

    [Fact]
    public async Task A_warehouse_of_this_version_is_only_asked()
    {
        var warehouse = new ChangingWarehouse(Until(SchemaChanges.All.Count)) { HasDigests = true };

        var upgrade = await InstallAsync(warehouse);

        Assert.Empty(warehouse.Changing);
        Assert.False(upgrade.IsUpgrade);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public async Task A_commit_that_nobody_heard_of_is_found(int version)
    {
        var warehouse = new ChangingWarehouse(Until(version)) { AnswersToLose = 1 };

        var upgrade = await InstallAsync(warehouse);

        Assert.Equal(SchemaChanges.All.Select(change => change.Name), warehouse.Applied.Select(change => change.Name));
        Assert.Equal((version, SchemaChanges.All.Count), (upgrade.Before, upgrade.After));
    }

    [Fact]
    public async Task What_another_one_has_applied_meanwhile_is_not_applied_again()
    {
        var warehouse = new ChangingWarehouse(Until(21));
        warehouse.Before = () => warehouse.Applied.Add(new AppliedChange(SchemaChanges.All[21].Name, SchemaChanges.All[21].Digest));

        await InstallAsync(warehouse);

        Assert.Equal(SchemaChanges.All.Select(change => change.Name), warehouse.Applied.Select(change => change.Name));
    }

    [Fact]
    public async Task A_refused_change_ends_it_and_what_was_applied_before_stays()
    {
        var warehouse = new ChangingWarehouse(Until(21)) { Refusal = "ERROR: permission denied for schema dw" };

        var refused = await Assert.ThrowsAsync<WarehouseRefusedException>(() => InstallAsync(warehouse));

        Assert.Contains("'schema 022 to 030' ended as Failed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(21, warehouse.Applied.Count);
        Assert.Single(warehouse.Changing);
    }

    [Fact]
    public async Task A_warehouse_of_a_newer_version_is_refused_and_left_alone()
    {
        var warehouse = new ChangingWarehouse([.. Until(SchemaChanges.All.Count), new("900_of_tomorrow", null)]) { HasDigests = true };

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => InstallAsync(warehouse));

        Assert.Equal(
            $"The warehouse has the change 900_of_tomorrow, which this version ({SchemaChanges.All[^1].Name}) does not know: "
            + "a newer version made it. Use that version or a newer one; there is no way back.",
            refused.Message);
        Assert.Empty(warehouse.Changing);
    }

    [Fact]
    public async Task A_change_that_was_applied_with_another_text_is_refused()
    {
        var changed = new AppliedChange(SchemaChanges.All[21].Name, new string('0', 64));
        var warehouse = new ChangingWarehouse([.. Until(21), changed]) { HasDigests = true };

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => InstallAsync(warehouse));

        Assert.Contains(SchemaChanges.All[21].Name, refused.Message, StringComparison.Ordinal);
        Assert.Contains("a file that was released was changed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(warehouse.Changing);
    }

    [Fact]
    public async Task A_change_that_was_left_out_is_refused()
    {
        var warehouse = new ChangingWarehouse([.. Until(20), new(SchemaChanges.All[21].Name, null)]);

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => InstallAsync(warehouse));

        Assert.StartsWith($"The warehouse lacks the change {SchemaChanges.All[20].Name}, ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_upgrade_makes_a_new_warehouse_and_leaves_an_old_one_as_it_is()
    {
        var (made, old) = (new ChangingWarehouse(), new ChangingWarehouse(Until(21)));

        var (first, second) = (await InstallAsync(made, mayUpgrade: false), await InstallAsync(old, mayUpgrade: false));

        Assert.Equal((false, false), (first.IsBehind, first.IsUpgrade));
        Assert.Equal((true, SchemaChanges.All[20].Name), (second.IsBehind, second.To));
        Assert.Empty(old.Changing);
    }

    private Task<SchemaUpgrade> InstallAsync(ChangingWarehouse warehouse, bool mayUpgrade = true) =>
        new SchemaInstaller(warehouse, time).InstallAsync("run", Cancel, mayUpgrade);

    /// <summary>Takes the lock, or looks whether another one was there.</summary>
    private static bool IsGuard(string sql) =>
        sql.StartsWith("LOCK", StringComparison.Ordinal) || sql.Contains("changed meanwhile", StringComparison.Ordinal);

    /// <summary>As the versions before digests left them.</summary>
    private static IEnumerable<AppliedChange> Until(int version) =>
        SchemaChanges.All.Take(version).Select(change => new AppliedChange(change.Name, null));
}
