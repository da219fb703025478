using Sparkify.Reference;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Reference;

public sealed class SamplesTests
{
    [Fact]
    public void The_samples_give_what_their_readme_says()
    {
        var readings = SourceFile.InFolder(Repository.Path("samples")).Select(CopyRules.Read).ToList();
        var star = StarSchema.Of(readings);

        Assert.Equal(6, readings.Sum(reading => reading.Events.Count));
        Assert.Equal(["free", "free", "paid"], star.Songplays.Rows.Select(row => row[3]).Order());
        Assert.Equal(2, star.Songplays.Rows.Count(row => row[4] == star.Songs.Rows[0][0] && row[5] == star.Artists.Rows[0][0]));
        Assert.Equal("paid", Assert.Single(star.Users.Rows)[4]);
    }
}
