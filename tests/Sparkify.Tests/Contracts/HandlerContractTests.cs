using Amazon.Lambda.Core;
using Sparkify.Functions;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>serverless.template and the classes of src/Functions.</summary>
public sealed class HandlerContractTests
{
    [Fact]
    public void Every_handler_of_the_template_is_a_method_that_lambda_can_call()
    {
        foreach (var handler in Handler.All)
        {
            Assert.True(
                handler.Type.GetConstructor([]) is not null,
                $"{handler.Place}: class {handler.Type.Name} has no constructor without parameters");
            Assert.True(
                handler.Method.GetParameters() is [_, { ParameterType: var second }] && second == typeof(ILambdaContext),
                $"{handler.Place}: {handler.Method.Name} takes an input and an ILambdaContext");
            Assert.True(
                handler.Type.Name == handler.Function,
                $"{handler.Place}: the resource is {handler.Function}, its class {handler.Type.Name}: one name for both");
        }
    }

    [Fact]
    public void Every_handler_class_is_deployed() =>
        Assert.True(
            Handler.Undeployed.Count == 0,
            $"src/Functions has the handlers {string.Join(", ", Handler.Undeployed)}, and serverless.template no functions for them");

    [Fact]
    public void The_serializer_knows_what_every_handler_takes_and_gives()
    {
        foreach (var handler in Handler.All)
        {
            var answer = handler.Method.ReturnType.GetGenericArguments().Single();
            foreach (var type in new[] { handler.Method.GetParameters()[0].ParameterType, answer })
            {
                Assert.True(
                    FunctionsJson.Default.GetTypeInfo(type) is not null,
                    $"{handler.Function} crosses its border with {type.Name}, which FunctionsJson does not name");
            }
        }
    }

    [Fact]
    public void Every_function_runs_under_a_role_of_the_template()
    {
        foreach (var (id, properties) in Deployment.Functions)
        {
            var role = (string?)properties["Role"]?["Fn::GetAtt"]?[0];
            Assert.True(
                role is not null && Deployment.All[role] is not null,
                $"serverless.template: {id} has no Role of the template, so SAM makes one whose rights nobody has read");
        }
    }
}
