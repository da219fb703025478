using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Objects;

public sealed class ObjectLocationTests
{
    [Fact]
    public void A_location_is_read_back_from_its_url()
    {
        var location = new ObjectLocation("bucket", "log_data/a b+c%20/é\n.json");

        Assert.Equal(location, ObjectLocation.FromUrl(location.Url));
    }
}
