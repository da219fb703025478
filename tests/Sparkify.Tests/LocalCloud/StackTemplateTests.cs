using Sparkify.LocalCloud.Template;

namespace Sparkify.Tests.LocalCloud;

public sealed class StackTemplateTests : IDisposable
{
    private const string Template = """
        {
          "Parameters": { "Window": { "Type": "Number", "Default": 20 }, "GivenBucket": { "Type": "String", "Default": "" } },
          "Conditions": { "MakesBucket": { "Fn::Equals": [ { "Ref": "GivenBucket" }, "" ] } },
          "Globals": { "Function": { "Timeout": 60, "Environment": { "Variables": { "BUCKET_NAME": { "Ref": "Bucket" } } } } },
          "Resources": {
            "Bucket": {
              "Type": "AWS::S3::Bucket", "Condition": "MakesBucket",
              "Properties": {
                "BucketName": { "Fn::If": [ "MakesBucket", { "Ref": "AWS::NoValue" }, { "Ref": "GivenBucket" } ] },
                "NotificationConfiguration": { "QueueConfigurations": [
                  { "Event": "s3:ObjectCreated:*", "Queue": { "Fn::GetAtt": [ "Arrivals", "Arn" ] },
                    "Filter": { "S3Key": { "Rules": [ { "Name": "prefix", "Value": "in/" } ] } } } ] } }
            },
            "Arrivals": {
              "Type": "AWS::SQS::Queue",
              "Properties": { "VisibilityTimeout": 360, "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": "Dead.Arn" }, "maxReceiveCount": 5 } }
            },
            "Dead": { "Type": "AWS::SQS::Queue" },
            "Arrived": {
              "Type": "AWS::Serverless::Function",
              "Properties": {
                "Handler": "A::N.C::M",
                "Environment": { "Variables": { "MACHINE": { "Fn::Sub": "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${Machine.Name}" } } },
                "Events": { "Queue": { "Type": "SQS", "Properties": {
                  "Queue": { "Fn::GetAtt": [ "Arrivals", "Arn" ] }, "BatchSize": 10000, "MaximumBatchingWindowInSeconds": { "Ref": "Window" },
                  "FunctionResponseTypes": [ "ReportBatchItemFailures" ] } } } }
            },
            "Machine": {
              "Type": "AWS::Serverless::StateMachine",
              "Properties": { "Definition": {}, "DefinitionSubstitutions": { "Step": { "Fn::GetAtt": [ "Arrived", "Arn" ] } } }
            }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_stack_is_read_as_the_deployment_would_make_it()
    {
        var stack = Read(Template);

        Assert.Equal("sparkify-local", stack.Bucket);
        Assert.Equal([new BucketNotification("s3:ObjectCreated:*", "in/", "", "Arrivals")], stack.Notifications);
        Assert.Equal(
            new QueueResource("Arrivals", "arn:aws:sqs:local:000000000000:Arrivals", TimeSpan.FromMinutes(6), "Dead", 5),
            stack.Queues.Single(queue => queue.Name == "Arrivals"));
        var function = Assert.Single(stack.Functions);
        Assert.Equal(TimeSpan.FromMinutes(1), function.Timeout);
        Assert.Equal([new QueueMapping("Arrivals", 10_000, TimeSpan.FromSeconds(20), ReportsFailures: true)], function.Queues);
        Assert.Equal("sparkify-local", function.Environment["BUCKET_NAME"]);
        Assert.Equal(stack.StateMachines.Single().Arn, function.Environment["MACHINE"]);
        Assert.Equal(function.Arn, stack.StateMachines.Single().Substitutions["Step"]);
        Assert.Equal("""{"Resource":"${Step}"}""", stack.StateMachines.Single().Definition);
    }

    [Theory]
    [InlineData("\"Fn::GetAtt\": \"Dead.Arn\"", "\"Fn::GetAtt\": \"Lost.Arn\"", "Lost")]
    [InlineData("\"Fn::GetAtt\": \"Dead.Arn\"", "\"Fn::ImportValue\": \"Dead\"", "Fn::ImportValue")]
    [InlineData("\"Type\": \"SQS\"", "\"Type\": \"Kinesis\"", "Resources.Arrived.Properties.Events.Queue.Type")]
    [InlineData("\"Ref\": \"GivenBucket\" }, \"\"", "\"Ref\": \"OtherBucket\" }, \"\"", "OtherBucket")]
    public void What_is_not_understood_is_refused_by_its_place(string was, string becomes, string named)
    {
        Assert.Contains(was, Template, StringComparison.Ordinal);

        var refusal = Assert.Throws<TemplateException>(() => Read(Template.Replace(was, becomes, StringComparison.Ordinal)));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private StackTemplate Read(string template)
    {
        File.WriteAllText(_folder["serverless.template"], template);
        File.WriteAllText(_folder["machine.asl.json"], """{"Resource":"${Step}"}""");
        File.WriteAllText(
            _folder["aws-lambda-tools-defaults.json"],
            """{"template-substitutions":"$.Resources.Machine.Properties.Definition=machine.asl.json"}""");
        return StackTemplate.Read(_folder.Path);
    }
}
