using System.Text.Json.Serialization;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Ingestion;

/// <summary>
/// How the objects in <c>_ingest/</c> are written: the names are the ledger's columns, and no character is escaped that JSON lets stand.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileVersion))]
[JsonSerializable(typeof(ListedFile))]
[JsonSerializable(typeof(FileOutcome))]
[JsonSerializable(typeof(RejectedRow))]
[JsonSerializable(typeof(Load))]
[JsonSerializable(typeof(IReadOnlyList<IngestInput>))]
[JsonSerializable(typeof(NumberedFile))]
[JsonSerializable(typeof(BackfillRun))]
[JsonSerializable(typeof(BackfillProgress))]
[JsonSerializable(typeof(BackfillPlan))]
[JsonSerializable(typeof(OpenBackfill))]
[JsonSerializable(typeof(BackfillSummary))]
public sealed partial class IngestionJson : JsonSerializerContext;
