using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Objects;

public sealed class ObjectKeyTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "", "its key is empty" },
        { "log_data/a\0b.json", "its key has U+0000 in it, which neither COPY nor the ledger can hold" },
        { "log_data/\ud83d.json", "its key has half of a surrogate pair in it, which is no text" },
        { "log_data/\ude00.json", "its key has half of a surrogate pair in it, which is no text" },
        { "log_data/\ud83d", "its key has half of a surrogate pair in it, which is no text" },
        { new string('k', 1_025), "its key has 1,025 bytes in UTF-8, and S3 and the ledger take at most 1,024" },
        { new string('é', 513), "its key has 1,026 bytes in UTF-8, and S3 and the ledger take at most 1,024" },
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
