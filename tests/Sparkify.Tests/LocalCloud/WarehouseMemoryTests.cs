using Sparkify.LocalCloud.Home;

namespace Sparkify.Tests.LocalCloud;

public sealed class WarehouseMemoryTests
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(4, 1)]
    [InlineData(16, 1)]
    [InlineData(64, 4)]
    public void It_is_a_share_of_the_machine(int machine, double limit) =>
        Assert.Equal((long)(limit * Gigabyte), WarehouseMemory.Of(null, machine * Gigabyte));

    [Theory]
    [InlineData("2GB", 2048)]
    [InlineData(" 1.5 gib ", 1536)]
    [InlineData("600M", 600)]
    public void Who_says_how_much_gets_it(string wanted, long megabytes) =>
        Assert.Equal(megabytes << 20, WarehouseMemory.Of(wanted, 8 * Gigabyte));

    [Theory]
    [InlineData("much")]
    [InlineData("2")]
    [InlineData("-1GB")]
    [InlineData("1MB")]
    [InlineData("2TB; SET x = 1")]
    public void What_says_nothing_is_refused_in_words(string wanted)
    {
        var refused = Assert.Throws<NotAHomeException>(() => WarehouseMemory.Of(wanted, 8 * Gigabyte));

        Assert.Contains("SPARKIFY_MEMORY", refused.Message, StringComparison.Ordinal);
    }
}
