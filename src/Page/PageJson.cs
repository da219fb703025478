using System.Text.Json.Serialization;

namespace Sparkify.Page;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(IReadOnlyList<MachineView>))]
[JsonSerializable(typeof(FeedDelta))]
[JsonSerializable(typeof(Attention))]
[JsonSerializable(typeof(BackfillQuestion))]
[JsonSerializable(typeof(MendResult))]
[JsonSerializable(typeof(Timeline))]
[JsonSerializable(typeof(VisitContent))]
[JsonSerializable(typeof(FilesFound))]
[JsonSerializable(typeof(FileShown))]
[JsonSerializable(typeof(ObjectPut))]
[JsonSerializable(typeof(SamplePut))]
[JsonSerializable(typeof(StarAnswers))]
[JsonSerializable(typeof(QueryQuestion))]
[JsonSerializable(typeof(QueryShown))]
[JsonSerializable(typeof(MetricsQuestion))]
[JsonSerializable(typeof(IReadOnlyList<IReadOnlyList<double[]>>))]
internal sealed partial class PageJson : JsonSerializerContext;
