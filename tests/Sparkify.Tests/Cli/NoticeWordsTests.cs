using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Cli;

public sealed class NoticeWordsTests
{
    /// <summary>The message is the definition's own, each path replaced by its name.</summary>
    [Theory]
    [InlineData(
        "NotifyQuarantine",
        "Sparkify: files quarantined: $.load.files in $.load.loadId; ./sparkify files --home here says which, why and what to do")]
    [InlineData(
        "NotifyFailure",
        "Sparkify: a load failed: $.load.loadId: $.failure.Error; ./sparkify failures --home here says why and what to do")]
    public void A_notice_of_the_state_machine_is_reported_in_words(string state, string words)
    {
        var parameters = JsonNode.Parse(
            File.ReadAllText(Repository.Path("src/StateMachine/ingest.asl.json")))!["States"]![state]!["Parameters"]!;
        var message = new JsonObject(parameters["Message"]!
            .AsObject()
            .Select(field => KeyValuePair.Create(field.Key.Replace(".$", "", StringComparison.Ordinal), field.Value?.DeepClone())));

        Assert.Equal(words, NoticeWords.Of((string?)parameters["Subject"], message.ToJsonString(), " --home here"));
    }

    [Fact]
    public void Any_other_notice_is_reported_as_it_is() => Assert.Equal("hello: not { json", NoticeWords.Of("hello", "not { json", ""));
}
