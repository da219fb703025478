using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Ingestion.Failures;
using Sparkify.LocalCloud.Lambda;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Metrics;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Runtime;

/// <summary>The handlers as Lambda runs them: published, each a process, called through the Runtime API.</summary>
public sealed class PublishedFunctionTests(RuntimeFixture lambda) : IClassFixture<RuntimeFixture>
{
    public static TheoryData<string> Payloads => [.. Payload.Names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task A_process_answers_as_the_class_does_and_does_the_same(string payload)
    {
        var (function, text) = Read(payload);
        var (here, there) = (await World.ForAsync(JsonNode.Parse(text)!), await World.ForAsync(JsonNode.Parse(text)!));
        using var logs = new TemporaryFolder();
        var process = lambda.Process(function);
        lambda.Current = there;
        lambda.Answers.Clear();

        var resource = RuntimeFixture.Functions.Single(one => one.Name == function);
        var expected = await new LocalFunction(resource with { Timeout = Payload.TimeLeft }, here.Ports(resource.Environment), logs.Path)
            .InvokeAsync(Encoding.UTF8.GetBytes(text), Cancellation);
        var toldHere = lambda.Answers.ToList();
        lambda.Answers.Clear();
        process.ForgetLog();
        var result = await process.InvokeAsync(Encoding.UTF8.GetBytes(text), Payload.TimeLeft, Cancellation);

        Assert.True(expected.ErrorType == result.ErrorType, $"{Encoding.UTF8.GetString(result.Payload.Span)}\n{process.Log}");
        Assert.Equal(here.Deeds, there.Deeds);
        Assert.Equal(toldHere, lambda.Answers);
        AssertMeasured(here.Measured, process);
        if (result.IsError)
        {
            AssertError(payload, result, function);
        }
        else
        {
            Payload.AssertAnswer(payload, expected.Payload);
            Payload.AssertAnswer(payload, result.Payload);
        }
    }

    [Fact]
    public void Every_function_of_the_template_has_a_payload_in_the_corpus_and_every_payload_a_function() => Assert.Equal(
        RuntimeFixture.Functions.Select(function => function.Name).Order(),
        Payloads.Select(payload => Payload.FunctionOf(payload.Data)).Distinct().Order());

    /// <summary>Else a function of which every case fails would pass for one that is understood.</summary>
    [Fact]
    public async Task Every_function_has_a_payload_that_it_answers()
    {
        foreach (var function in RuntimeFixture.Functions)
        {
            var isAnswered = false;
            foreach (var payload in Payload.Names.Where(payload => Payload.FunctionOf(payload) == function.Name))
            {
                var (_, text) = Read(payload);
                lambda.Current = await World.ForAsync(JsonNode.Parse(text)!);
                var process = lambda.Process(function.Name);
                isAnswered = !(await process.InvokeAsync(Encoding.UTF8.GetBytes(text), Payload.TimeLeft, Cancellation)).IsError;
                if (isAnswered)
                {
                    break;
                }
            }

            Assert.True(isAnswered, $"no payload of {function.Name} is answered");
        }
    }

    [Fact]
    public async Task The_deadline_header_is_the_time_that_a_function_takes_to_be_left()
    {
        var (function, text) = Read("CheckStatement.finished");
        lambda.Current = await World.ForAsync(JsonNode.Parse(text)!);

        var late = await lambda.Process(function).InvokeAsync(Encoding.UTF8.GetBytes(text), TimeSpan.FromSeconds(1), Cancellation);
        var enough = await lambda.Process(function).InvokeAsync(Encoding.UTF8.GetBytes(text), TimeSpan.FromMinutes(5), Cancellation);

        Assert.Equal(nameof(DeadlineNearException), late.ErrorType);
        Assert.Null(enough.ErrorType);
    }

    [Fact]
    public async Task A_function_that_waits_gives_up_before_lambda_ends_it()
    {
        var (function, text) = Read("CheckStatement.finished");
        var silent = text.Replace("finished-", "silent00-", StringComparison.Ordinal);
        Assert.NotEqual(text, silent);
        lambda.Current = await World.ForAsync(JsonNode.Parse(silent)!);
        var process = lambda.Process(function);
        await process.InitAsync();

        var result = await process.InvokeAsync(Encoding.UTF8.GetBytes(silent), TimeSpan.FromSeconds(2.5), Cancellation);

        Assert.Equal(nameof(DeadlineNearException), result.ErrorType);
    }

    [Fact]
    public async Task An_environment_starts_and_serves_one_call_after_another_though_some_fail()
    {
        var (function, text) = Read("CheckStatement.running");
        lambda.Current = await World.ForAsync(JsonNode.Parse(text)!);
        await using var process = lambda.Start(RuntimeFixture.Functions.Single(one => one.Name == function));

        var first = await process.InvokeAsync(Encoding.UTF8.GetBytes(text), Payload.TimeLeft, Cancellation);
        var init = await process.InitAsync();
        var broken = await process.InvokeAsync("[]"u8.ToArray(), Cancellation);
        var second = await process.InvokeAsync(Encoding.UTF8.GetBytes(text), Payload.TimeLeft, Cancellation);

        Assert.NotNull(init);
        Assert.True(broken.IsError);
        Assert.Null(first.ErrorType);
        Assert.Equal(Encoding.UTF8.GetString(first.Payload.Span), Encoding.UTF8.GetString(second.Payload.Span));
        TestContext.Current.SendDiagnosticMessage("cold start of {0}: {1:0} ms", function, init.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("WORKGROUP_NAME", nameof(SettingMissingException))]
    [InlineData("_HANDLER", nameof(InvalidOperationException))]
    public async Task An_environment_that_can_not_be_made_ready_says_why_and_ends(string without, string error)
    {
        var function = RuntimeFixture.Functions[0] with
        {
            Environment = new Dictionary<string, string>(RuntimeFixture.Functions[0].Environment) { [without] = "" },
        };
        await using var process = lambda.Start(function);

        var (failure, exitCode) = await process.InitFailureAsync();

        Assert.Equal(error, (string)failure["errorType"]!);
        Assert.NotEqual(0, exitCode);
        Assert.Null(await process.InitAsync());
        Assert.Equal("Runtime.ExitError", (await process.InvokeAsync("{}"u8.ToArray(), Cancellation)).ErrorType);
    }

    private (string Function, string Text) Read(string payload) =>
        (Payload.FunctionOf(payload), Payload.Read(payload).Replace("https://answers.invalid", lambda.StackUrl, StringComparison.Ordinal));

    /// <summary>The process's raw output has the lines of metrics that the class wrote, each by itself, in the format.</summary>
    private static void AssertMeasured(IReadOnlyList<string> expected, FunctionProcess process)
    {
        var written = process.Lines.Where(line => line.StartsWith("""{"_aws":""", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, written.Select(World.Timeless));
        Assert.All(written, EmbeddedMetricRules.Check);
    }

    private static void AssertError(string payload, FunctionResult result, string function)
    {
        var error = JsonNode.Parse(result.Payload.Span)!.AsObject();
        Assert.Equal(result.ErrorType, (string)error["errorType"]!);
        Payload.AssertError(payload, result.ErrorType, (string)error["errorMessage"]!);
        var trace = error["stackTrace"]!.AsArray().Select(line => (string)line!).ToList();
        Assert.NotEmpty(trace);
        if (result.ErrorType != "JsonSerializerException")
        {
            Assert.Contains(
                trace, line => line.Contains(function, StringComparison.Ordinal) || line.Contains("Sparkify.", StringComparison.Ordinal));
        }
    }
}
