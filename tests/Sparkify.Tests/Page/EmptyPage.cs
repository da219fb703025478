namespace Sparkify.Tests.Page;

/// <summary>A page over an empty home, for tests that share it and must leave it empty.</summary>
public sealed class EmptyPage : OwnPage;
