namespace Sparkify.Deployed;

/// <summary>A deployed stack can't be found, or can't be worked on. The message says what was asked, where, and what to do.</summary>
public sealed class DeployedStackException(string message, Exception? inner = null) : Exception(message, inner);
