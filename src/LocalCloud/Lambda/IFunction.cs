namespace Sparkify.LocalCloud.Lambda;

/// <summary>A function as its invokers see it: bytes of JSON in, bytes of JSON out.</summary>
public interface IFunction
{
    string Name { get; }

    Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}

/// <param name="Payload">
/// JSON: the answer, or the error as Lambda words it (<c>errorType</c>, <c>errorMessage</c>, <c>stackTrace</c>).
/// </param>
/// <param name="ErrorType">The exception's class name, which Step Functions matches; null when the function answered.</param>
public sealed record FunctionResult(ReadOnlyMemory<byte> Payload, string? ErrorType)
{
    public bool IsError => ErrorType is not null;
}
