using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Objects;

public sealed class ObjectKeyTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "", "its key is empty: neither COPY nor the ledger can hold it" },
        { "log_data/a\0b.json", "its key holds U+0000: neither COPY nor the ledger can hold it" },
        { "log_data/\ud83d.json", "its key is no Unicode: neither COPY nor the ledger can hold it" },
        { "log_data/\ude00.json", "its key is no Unicode: neither COPY nor the ledger can hold it" },
        { "log_data/\ud83d", "its key is no Unicode: neither COPY nor the ledger can hold it" },
        { new string('k', 1_025), "its key has more than 1,024 bytes in UTF-8: neither COPY nor the ledger can hold it" },
        { new string('é', 513), "its key has more than 1,024 bytes in UTF-8: neither COPY nor the ledger can hold it" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_key_that_no_load_can_hold_has_a_fault(string key, string fault) => Assert.Equal(fault, ObjectKey.Fault(key));

    [Fact]
    public void Any_other_key_has_none()
    {
        foreach (var key in (string[])["k", new string('k', 1_024), new string('é', 512), "\ud83d\ude00", "a\nb", "'; --", "\u0001"])
        {
            Assert.Null(ObjectKey.Fault(key));
        }
    }
}
