using System.Net;
using Amazon.Runtime;

namespace Amazon.RedshiftDataAPIService.Model;

public class ActiveSessionsExceededException : AmazonRedshiftDataAPIServiceException
{
    public ActiveSessionsExceededException(string message) : base(message) { }
    public ActiveSessionsExceededException(string message, Exception innerException) : base(message, innerException) { }
    public ActiveSessionsExceededException(Exception innerException) : base(innerException) { }
    public ActiveSessionsExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ActiveSessionsExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ActiveStatementsExceededException : AmazonRedshiftDataAPIServiceException
{
    public ActiveStatementsExceededException(string message) : base(message) { }
    public ActiveStatementsExceededException(string message, Exception innerException) : base(message, innerException) { }
    public ActiveStatementsExceededException(Exception innerException) : base(innerException) { }
    public ActiveStatementsExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ActiveStatementsExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ActiveWaitingRequestsExceededException : AmazonRedshiftDataAPIServiceException
{
    public ActiveWaitingRequestsExceededException(string message) : base(message) { }
    public ActiveWaitingRequestsExceededException(string message, Exception innerException) : base(message, innerException) { }
    public ActiveWaitingRequestsExceededException(Exception innerException) : base(innerException) { }
    public ActiveWaitingRequestsExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ActiveWaitingRequestsExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class BatchExecuteStatementException : AmazonRedshiftDataAPIServiceException
{
    public BatchExecuteStatementException(string message) : base(message) { }
    public BatchExecuteStatementException(string message, Exception innerException) : base(message, innerException) { }
    public BatchExecuteStatementException(Exception innerException) : base(innerException) { }
    public BatchExecuteStatementException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public BatchExecuteStatementException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string StatementId { get; set; }
}

public class DatabaseConnectionException : AmazonRedshiftDataAPIServiceException
{
    public DatabaseConnectionException(string message) : base(message) { }
    public DatabaseConnectionException(string message, Exception innerException) : base(message, innerException) { }
    public DatabaseConnectionException(Exception innerException) : base(innerException) { }
    public DatabaseConnectionException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public DatabaseConnectionException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ExecuteStatementException : AmazonRedshiftDataAPIServiceException
{
    public ExecuteStatementException(string message) : base(message) { }
    public ExecuteStatementException(string message, Exception innerException) : base(message, innerException) { }
    public ExecuteStatementException(Exception innerException) : base(innerException) { }
    public ExecuteStatementException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ExecuteStatementException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string StatementId { get; set; }
}

public class InternalServerException : AmazonRedshiftDataAPIServiceException
{
    public InternalServerException(string message) : base(message) { }
    public InternalServerException(string message, Exception innerException) : base(message, innerException) { }
    public InternalServerException(Exception innerException) : base(innerException) { }
    public InternalServerException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InternalServerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class QueryTimeoutException : AmazonRedshiftDataAPIServiceException
{
    public QueryTimeoutException(string message) : base(message) { }
    public QueryTimeoutException(string message, Exception innerException) : base(message, innerException) { }
    public QueryTimeoutException(Exception innerException) : base(innerException) { }
    public QueryTimeoutException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public QueryTimeoutException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNotFoundException : AmazonRedshiftDataAPIServiceException
{
    public ResourceNotFoundException(string message) : base(message) { }
    public ResourceNotFoundException(string message, Exception innerException) : base(message, innerException) { }
    public ResourceNotFoundException(Exception innerException) : base(innerException) { }
    public ResourceNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ResourceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string ResourceId { get; set; }
}

public class ValidationException : AmazonRedshiftDataAPIServiceException
{
    public ValidationException(string message) : base(message) { }
    public ValidationException(string message, Exception innerException) : base(message, innerException) { }
    public ValidationException(Exception innerException) : base(innerException) { }
    public ValidationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ValidationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
