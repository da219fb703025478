using Sparkify.Reference;
using ProductDataset = Sparkify.Ingestion.Dataset;

namespace Sparkify.Tests;

/// <summary>The reference and the product know nothing of each other: this is where they meet.</summary>
internal static class ReferenceDataset
{
    public static ProductDataset Product(this Dataset dataset) =>
        dataset is Dataset.LogData ? ProductDataset.LogData : ProductDataset.SongData;
}
