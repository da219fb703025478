using System.Text.Json.Nodes;

namespace Sparkify.LocalCloud.Template;

/// <summary>
/// What CloudFormation would name the resources of the stack, had it made them on this machine: each has its logical id for a name.
/// </summary>
/// <remarks>What <c>Ref</c> and <c>Fn::GetAtt</c> give is a matter of the resource's type: the section "Return values" of each type's page
/// in https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html.</remarks>
internal static class LocalNames
{
    public const string Region = "local";
    public const string Account = "000000000000";
    public const string Stack = "sparkify-local";

    /// <summary>The pseudo parameters.</summary>
    public static readonly IReadOnlyDictionary<string, string> Pseudo = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS::AccountId"] = Account,
        ["AWS::Region"] = Region,
        ["AWS::Partition"] = "aws",
        ["AWS::StackName"] = Stack,
        ["AWS::StackId"] = Arn("cloudformation", $"stack/{Stack}/local"),
        ["AWS::URLSuffix"] = "amazonaws.com",
    };

    public static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";

    /// <summary>The property that sets a resource's name, where its type has one.</summary>
    public static string? NameProperty(string type) => type switch
    {
        "AWS::S3::Bucket" => "BucketName",
        "AWS::SQS::Queue" => "QueueName",
        "AWS::SNS::Topic" => "TopicName",
        "AWS::Serverless::Function" or "AWS::Lambda::Function" => "FunctionName",
        "AWS::Serverless::StateMachine" => "Name",
        "AWS::StepFunctions::StateMachine" => "StateMachineName",
        "AWS::RedshiftServerless::Namespace" => "NamespaceName",
        "AWS::RedshiftServerless::Workgroup" => "WorkgroupName",
        "AWS::Logs::LogGroup" => "LogGroupName",
        "AWS::IAM::Role" => "RoleName",
        "AWS::SSM::Parameter" => "Name",
        _ => null,
    };

    /// <summary>The name of a resource whose template does not name it.</summary>
    public static string DefaultName(string type, string logicalId) => type is "AWS::S3::Bucket" ? Stack : logicalId;

    public static string Ref(string type, string name) => type switch
    {
        "AWS::SQS::Queue" => $"https://sqs.{Region}.amazonaws.com/{Account}/{name}",
        "AWS::SNS::Topic" or "AWS::Serverless::StateMachine" or "AWS::StepFunctions::StateMachine" => ArnOf(type, name),
        _ => name,
    };

    /// <summary>Null: this attribute of this type is not known here.</summary>
    public static JsonNode? Attribute(string type, string name, string attribute) => (type, attribute) switch
    {
        (_, "Arn") or ("AWS::SNS::Topic", "TopicArn") => ArnOf(type, name),
        ("AWS::RedshiftServerless::Workgroup", "Workgroup.WorkgroupArn") => ArnOf(type, name),
        ("AWS::RedshiftServerless::Namespace", "Namespace.NamespaceArn") => ArnOf(type, name),
        ("AWS::RedshiftServerless::Workgroup", "Workgroup.WorkgroupName") => name,
        ("AWS::RedshiftServerless::Namespace", "Namespace.NamespaceName") => name,
        ("AWS::SQS::Queue", "QueueName") or ("AWS::SNS::Topic", "TopicName") or ("AWS::Serverless::StateMachine", "Name") => name,
        ("AWS::SQS::Queue", "QueueUrl") => Ref(type, name),
        _ => null,
    };

    private static string ArnOf(string type, string name) => type switch
    {
        "AWS::S3::Bucket" => $"arn:aws:s3:::{name}",
        "AWS::SQS::Queue" => Arn("sqs", name),
        "AWS::SNS::Topic" => Arn("sns", name),
        "AWS::IAM::Role" => $"arn:aws:iam::{Account}:role/{name}",
        "AWS::Serverless::Function" or "AWS::Lambda::Function" => Arn("lambda", $"function:{name}"),
        "AWS::Serverless::StateMachine" or "AWS::StepFunctions::StateMachine" => Arn("states", $"stateMachine:{name}"),
        "AWS::RedshiftServerless::Workgroup" => Arn("redshift-serverless", $"workgroup/{name}"),
        "AWS::RedshiftServerless::Namespace" => Arn("redshift-serverless", $"namespace/{name}"),
        "AWS::Logs::LogGroup" => Arn("logs", $"log-group:{name}:*"),
        _ => Arn(type.Split("::")[1].ToLowerInvariant(), name),
    };
}
