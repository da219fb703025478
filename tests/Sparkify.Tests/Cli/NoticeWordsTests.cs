using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Cli;

public sealed class NoticeWordsTests
{
    /// <summary>The message is the definition's own, each path replaced by its name.</summary>
    [Theory]
    [InlineData(
        "ingest", "NotifyQuarantine",
        "Sparkify: files quarantined: $.load.files in $.load.loadId; ./sparkify files --home here says which, why and what to do")]
    [InlineData(
        "ingest", "NotifyFailure",
        "Sparkify: a load failed: $.load.loadId: $.failure.Error; ./sparkify failures --home here says why and what to do")]
    [InlineData(
        "backfill", "NotifyFailure",
        "Sparkify: a backfill failed: $$.Execution.Id: $.failure.Error; ./sparkify failures --home here says why and what to do")]
    public void A_notice_of_a_state_machine_is_reported_in_words(string machine, string state, string words)
    {
        var parameters = JsonNode.Parse(
            File.ReadAllText(Repository.Path($"src/StateMachine/{machine}.asl.json")))!["States"]![state]!["Parameters"]!;
        var message = new JsonObject(parameters["Message"]!
            .AsObject()
            .Select(field => KeyValuePair.Create(field.Key.Replace(".$", "", StringComparison.Ordinal), field.Value?.DeepClone())));

        Assert.Equal(words, NoticeWords.Of((string?)parameters["Subject"], message.ToJsonString(), " --home here"));
    }

    [Theory]
    [InlineData("""{"error":"","cause":"","execution":"arn:aws:states:eu-west-1:1:execution:backfill:backfill-1"}""", "backfill-1")]
    [InlineData("""{"error":null,"cause":null,"execution":"backfill-1"}""", "backfill-1")]
    [InlineData("""{"error":" ","loadId":"song-data-1"}""", "song-data-1")]
    [InlineData("""{"error":""}""", "an execution")]
    public void A_failure_without_an_error_is_one_without_a_word(string message, string failed) => Assert.Equal(
        $"It failed: {failed}: without a word; ./sparkify failures says why and what to do", NoticeWords.Of("It failed", message, ""));

    [Fact]
    public void Any_other_notice_is_reported_as_it_is() => Assert.Equal("hello: not { json", NoticeWords.Of("hello", "not { json", ""));
}
