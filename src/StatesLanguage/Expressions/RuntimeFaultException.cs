namespace StatesLanguage.Expressions;

/// <summary>
/// Something that the definition asks for can't be had from this payload. The state that asked makes States.Runtime of it, which ends
/// the execution: no Retry and no Catch takes it.
/// </summary>
internal sealed class RuntimeFaultException(string message) : Exception(message);

/// <summary>An intrinsic function was given arguments that it can't take: States.IntrinsicFailure.</summary>
internal sealed class IntrinsicFaultException(string message) : Exception(message);
