using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Tests;

public sealed class FunctionSettingsTests
{
    [Fact]
    public void Each_setting_is_the_environments_variable()
    {
        var settings = new FunctionSettings(name => $"<{name}>");

        Assert.Equal(
            [
                "<STACK_NAME>", "<BUCKET_NAME>", "<NOTICES_QUEUE_URL>", "<INGEST_STATE_MACHINE_ARN>", "<WORKGROUP_NAME>",
                "<CLUSTER_IDENTIFIER>", "<DATABASE_NAME>", "<COPY_ROLE_ARN>",
            ],
            [
                settings.StackName, settings.BucketName, settings.NoticesQueueUrl, settings.IngestStateMachineArn,
                settings.WorkgroupName, settings.ClusterIdentifier, settings.DatabaseName, settings.CopyRoleArn,
            ]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_setting_that_is_not_there_is_named(string? value)
    {
        var failure = Assert.Throws<SettingMissingException>(() => new FunctionSettings(_ => value).BucketName);

        Assert.Equal("the environment has no BUCKET_NAME: give it to the function in serverless.template", failure.Message);
        Assert.Equal(FailureKind.Terminal, failure.Kind);
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("0.01", 0.01)]
    [InlineData("1", 1.0)]
    [InlineData("1.01", null)]
    [InlineData("-0.01", null)]
    [InlineData("1%", null)]
    public void The_share_of_refused_rows_is_from_0_to_1(string value, double? share)
    {
        var settings = new FunctionSettings(name => name == "MOST_REJECTED_SHARE" ? value : null);

        Assert.Equal(share, Taken(
            () => settings.MostRejectedShare,
            "MOST_REJECTED_SHARE takes a number from 0 to 1, 0.01 for one in a hundred: mend it in serverless.template"));
    }

    [Theory]
    [InlineData("15", 15.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    public void The_objective_is_a_number_of_minutes_over_0(string value, double? minutes)
    {
        var settings = new FunctionSettings(name => name == "FRESHNESS_OBJECTIVE_MINUTES" ? value : null);

        Assert.Equal(minutes, Taken(
            () => settings.FreshnessObjective.TotalMinutes,
            "FRESHNESS_OBJECTIVE_MINUTES takes a number of minutes over 0: mend it in serverless.template"));
    }

    /// <summary>The value; null where it was refused, in these words.</summary>
    private static double? Taken(Func<double> read, string words)
    {
        try
        {
            return read();
        }
        catch (SettingMissingException refused)
        {
            Assert.Equal(words, refused.Message);
            return null;
        }
    }
}
