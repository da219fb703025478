using System.Text.Json.Serialization;
using Sparkify.Ingestion.Backfill;
using Sparkify.Operations.Costs;

namespace Sparkify.Operations;

/// <summary>What the operators' commands write and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackfillInput))]
[JsonSerializable(typeof(BackfillSummary))]
[JsonSerializable(typeof(NumberedFile))]
[JsonSerializable(typeof(FailuresReport))]
[JsonSerializable(typeof(RedriveReport))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(CostReport))]
public sealed partial class OperationsJson : JsonSerializerContext;
