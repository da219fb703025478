using Sparkify.RuntimeHost;

// One process is one execution environment: it is made ready once, then takes one invocation after another until it is ended.
using var api = new RuntimeApi(Variable("AWS_LAMBDA_RUNTIME_API"));
FunctionHandler handler;
try
{
    handler = FunctionHandler.Find(Variable("LAMBDA_TASK_ROOT"), Variable("_HANDLER"));
}
catch (Exception failure) // whatever it is, Lambda hears of it
{
    await api.FailInitAsync(failure);
    return 1;
}

while (true)
{
    var invocation = await api.NextAsync();
    byte[] answer;
    try
    {
        answer = await handler.InvokeAsync(invocation);
    }
    catch (Exception failure) // a function's failure is its answer
    {
        End(invocation);
        await api.FailAsync(invocation, failure);
        continue;
    }

    End(invocation);
    await api.AnswerAsync(invocation, answer);
}

// As in a function's log on Lambda: all that the invocation wrote stands before it.
static void End(Invocation invocation) => Console.WriteLine($"END RequestId: {invocation.RequestId}");

static string Variable(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"the environment has no {name}: Lambda sets it");
