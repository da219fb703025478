using System.Net;
using Amazon.Runtime;
using AwsStandIns;

namespace Amazon.StepFunctions;

public class AmazonStepFunctionsConfig : JsonServiceConfig
{
    public AmazonStepFunctionsConfig() : base("SFN", "states", "2016-11-23") { }

    public static new string ServiceId => "SFN";
}

public class AmazonStepFunctionsException : AmazonServiceException
{
    public AmazonStepFunctionsException(string message) : base(message) { }
    public AmazonStepFunctionsException(string message, Exception innerException) : base(message, innerException) { }
    public AmazonStepFunctionsException(Exception innerException) : base(innerException) { }
    public AmazonStepFunctionsException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonStepFunctionsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
