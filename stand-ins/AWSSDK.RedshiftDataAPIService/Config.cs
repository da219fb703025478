using System.Net;
using Amazon.Runtime;
using AwsStandIns;

namespace Amazon.RedshiftDataAPIService;

public class AmazonRedshiftDataAPIServiceConfig : JsonServiceConfig
{
    public AmazonRedshiftDataAPIServiceConfig() : base("Redshift Data", "redshift-data", "2019-12-20") { }

    public static new string ServiceId => "Redshift Data";
}

public class AmazonRedshiftDataAPIServiceException : AmazonServiceException
{
    public AmazonRedshiftDataAPIServiceException(string message) : base(message) { }
    public AmazonRedshiftDataAPIServiceException(string message, Exception innerException) : base(message, innerException) { }
    public AmazonRedshiftDataAPIServiceException(Exception innerException) : base(innerException) { }
    public AmazonRedshiftDataAPIServiceException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonRedshiftDataAPIServiceException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
