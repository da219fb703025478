using System.Net;
using Sparkify.Page;

namespace Sparkify.Tests.Page;

/// <summary>What the page is not asked in vain: each refusal says what is wrong and what to do.</summary>
public sealed class PageRefusalTests(EmptyPage empty) : IClassFixture<EmptyPage>
{
    private readonly PageHome _page = empty.Page;

    [Theory]
    [InlineData("elsewhere/a.json", "only what lies below log_data/ or song_data/ is loaded")]
    [InlineData("log_data/a.csv", "only .json and .json.gz are loaded")]
    [InlineData("_ingest/a.json", "only what lies below log_data/ or song_data/ is loaded")]
    [InlineData("", "only .json and .json.gz below log_data/ or song_data/ are loaded")]
    public async Task A_key_that_would_not_be_loaded_is_refused_with_the_reason(string key, string why)
    {
        using var answer = await _page.PutAsync(key, "{}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(
            why,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_before_it_is_sent_with_what_to_do_instead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/objects?key=log_data/large.json")
        {
            Content = new Unsent(PageServer.MostUploadBytes + 1)
        };
        request.Headers.ExpectContinue = true;

        using var answer = await _page.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(
            Path.Combine(_page.Stack.Home.Bucket, "log_data/large.json"),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"from":0,"to":1000000000000,"queries":[{"namespace":"N","metric":"M","dimensions":{},"stat":"Sum","period":1}]}""")]
    [InlineData("""{"from":0,"to":1000,"queries":[{"namespace":"N","metric":"M","dimensions":{},"stat":"Sum","period":0}]}""")]
    public async Task A_question_for_metrics_that_is_none_or_too_large_is_refused(string question)
    {
        using var answer = await _page.Http.PostAsync("api/metrics", new StringContent(question), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    /// <summary>Says how long it is; nobody may ask for it.</summary>
    private sealed class Unsent(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new InvalidOperationException("it was asked for");

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
