using System.Text.Json;
using CsCheck;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class CopyManifestTests
{
    [Fact]
    public void A_manifest_lists_every_key_once_and_makes_each_mandatory()
    {
        Files.AnyVersion.Array[0, 20].Sample(versions =>
        {
            using var manifest = JsonDocument.Parse(
                CopyManifest.Write([.. versions.Select(version => new ListedFile { Version = version })]));
            var entries = manifest.RootElement.GetProperty("entries").EnumerateArray().ToList();

            Assert.Equal(
                versions.Select(version => $"s3://{version.Bucket}/{version.Key}").Distinct().Order(),
                entries.Select(entry => entry.GetProperty("url").GetString()!).Order());
            Assert.All(entries, entry => Assert.True(entry.GetProperty("mandatory").GetBoolean()));
        });
    }

    [Fact]
    public void A_manifest_gives_any_key_back()
    {
        Gen.String.Where(key => key.Length > 0 && !key.Any(char.IsSurrogate)).Sample(key =>
        {
            using var manifest = JsonDocument.Parse(CopyManifest.Write([new ListedFile { Version = Files.Version(key) }]));

            Assert.Equal($"s3://sparkify/{key}", manifest.RootElement.GetProperty("entries")[0].GetProperty("url").GetString());
        });
    }

    [Fact]
    public void The_newest_version_of_a_key_is_the_one_with_the_greatest_sequencer_whatever_its_length()
    {
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue]).Sample((a, b) =>
        {
            var versions = new[] { a, b }
                .Select(n => new ListedFile
                {
                    Version = Files.Version("log_data/x.json", $"{n}", sequencer: n.ToString("X", null), eventTime: -n)
                })
                .ToList();

            Assert.Equal($"{Math.Max(a, b)}", Assert.Single(CopyManifest.Newest(versions)).ETag);
        });
    }

    [Fact]
    public void A_manifest_is_what_the_documentation_of_copy_shows()
    {
        var manifest = CopyManifest.Write([new ListedFile { Version = Files.Version("log_data/é<b>.json") }]);

        Assert.Equal(
            """{"entries":[{"url":"s3://sparkify/log_data/é<b>.json","mandatory":true}]}""",
            System.Text.Encoding.UTF8.GetString(manifest.Span));
    }

    [Fact]
    public void Of_two_versions_of_the_same_age_the_one_listed_first_stays()
    {
        var versions = "12".Select(etag => new ListedFile { Version = Files.Version("log_data/x.json", $"{etag}", sequencer: "0A") });

        Assert.Equal("1", Assert.Single(CopyManifest.Newest([.. versions])).ETag);
    }
}
