using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Objects;

public sealed class ObjectLocationTests
{
    [Fact]
    public void A_location_is_read_back_from_its_url()
    {
        var location = new ObjectLocation("bucket", "log_data/a b+c%20/é\n.json");

        Assert.Equal(location, ObjectLocation.FromUrl(location.Url));
        Assert.Equal("s3://bucket/k", new ObjectLocation("bucket", "k").ToString());
    }

    [Theory]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    [InlineData("s3:///key")]
    [InlineData("s4://bucket/key")]
    [InlineData("bucket/key")]
    [InlineData("")]
    public void What_is_no_address_of_an_object_is_refused(string url) => Assert.Equal(
        $"'{url}' is not an object's address: it takes s3://bucket/key",
        Assert.Throws<FormatException>(() => ObjectLocation.FromUrl(url)).Message);
}
