using Sparkify.Ingestion.Metrics;

namespace Sparkify.Proof.World;

/// <summary>Nothing here depends on what was measured.</summary>
internal sealed class NoMetrics : IMetrics
{
    public static readonly NoMetrics Instance = new();

    private NoMetrics() { }

    public void Emit(Measurements measurements) { }
}
