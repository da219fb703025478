using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions;
using Sparkify.Functions.Backfill;
using Sparkify.Functions.Merging;
using Sparkify.Functions.Quarantine;
using Sparkify.Functions.Schema;
using Sparkify.Functions.Staging;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;
using Sparkify.Functions.Reporting;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<FunctionsJson>))]

namespace Sparkify.Functions;

/// <summary>Every type that crosses a function's border. Names are given by attribute: the serializer brings its own options.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(S3Event.S3EventNotificationRecord))]
[JsonSerializable(typeof(StageFilesInput))]
[JsonSerializable(typeof(StatementTicket))]
[JsonSerializable(typeof(MergeStagedInput))]
[JsonSerializable(typeof(ExplainFailureInput))]
[JsonSerializable(typeof(SplitOrQuarantineInput))]
[JsonSerializable(typeof(SplitOrQuarantineOutput))]
[JsonSerializable(typeof(ReportLoadInput))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(IngestInput))]
[JsonSerializable(typeof(BeginBackfillInput))]
[JsonSerializable(typeof(BackfillPlan))]
[JsonSerializable(typeof(ListFilesInput))]
[JsonSerializable(typeof(BackfillProgress))]
[JsonSerializable(typeof(CompareListingInput))]
[JsonSerializable(typeof(PlanLoadsInput))]
[JsonSerializable(typeof(CountLoadedInput))]
[JsonSerializable(typeof(ReportBackfillInput))]
[JsonSerializable(typeof(BackfillSummary))]
[JsonSerializable(typeof(StackChange))]
[JsonSerializable(typeof(StackChangeAnswer))]
public sealed partial class FunctionsJson : JsonSerializerContext;
