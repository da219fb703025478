namespace Sparkify.Ingestion.Failures;

/// <summary>A function was deployed without a setting that it needs.</summary>
public sealed class SettingMissingException(string message) : IngestionException(FailureKind.Terminal, message, null);
