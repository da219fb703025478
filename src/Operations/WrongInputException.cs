namespace Sparkify.Operations;

/// <summary>What was asked for makes no sense, and nothing was begun: the message says what to write instead.</summary>
public sealed class WrongInputException(string message) : Exception(message);
