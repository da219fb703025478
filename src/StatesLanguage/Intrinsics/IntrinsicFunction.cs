using System.Text.Json;
using StatesLanguage.Expressions;

namespace StatesLanguage.Intrinsics;

/// <summary>One of the functions of https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html.</summary>
internal sealed record IntrinsicFunction(string Name, int Fewest, int Most, Func<IntrinsicCall, JsonElement> Call)
{
    private static readonly IntrinsicFunction[] Functions =
    [
        new("States.Array", 0, int.MaxValue, ArrayFunctions.Array),
        new("States.ArrayPartition", 2, 2, ArrayFunctions.ArrayPartition),
        new("States.ArrayContains", 2, 2, ArrayFunctions.ArrayContains),
        new("States.ArrayRange", 3, 3, ArrayFunctions.ArrayRange),
        new("States.ArrayGetItem", 2, 2, ArrayFunctions.ArrayGetItem),
        new("States.ArrayLength", 1, 1, ArrayFunctions.ArrayLength),
        new("States.ArrayUnique", 1, 1, ArrayFunctions.ArrayUnique),
        new("States.Base64Encode", 1, 1, TextFunctions.Base64Encode),
        new("States.Base64Decode", 1, 1, TextFunctions.Base64Decode),
        new("States.Hash", 2, 2, TextFunctions.Hash),
        new("States.StringSplit", 2, 2, TextFunctions.StringSplit),
        new("States.Format", 1, int.MaxValue, FormatFunction.Format),
        new("States.JsonMerge", 3, 3, JsonFunctions.JsonMerge),
        new("States.StringToJson", 1, 1, JsonFunctions.StringToJson),
        new("States.JsonToString", 1, 1, JsonFunctions.JsonToString),
        new("States.MathRandom", 2, 3, NumberFunctions.MathRandom),
        new("States.MathAdd", 2, 2, NumberFunctions.MathAdd),
        new("States.UUID", 0, 0, NumberFunctions.Uuid),
    ];

    public static IReadOnlyDictionary<string, IntrinsicFunction> All { get; } = Functions.ToDictionary(function => function.Name);
}

/// <summary>The arguments of one call, and the checks of what they are.</summary>
internal sealed record IntrinsicCall(IReadOnlyList<JsonElement> Arguments, Chance Chance)
{
    public JsonElement this[int at] => Arguments[at];

    public string Text(int at) => this[at].ValueKind == JsonValueKind.String
        ? this[at].GetString()!
        : throw Wrong(at, "a string");

    public JsonElement List(int at) => this[at].ValueKind == JsonValueKind.Array ? this[at] : throw Wrong(at, "an array");

    public JsonElement Fields(int at) => this[at].ValueKind == JsonValueKind.Object ? this[at] : throw Wrong(at, "an object");

    /// <summary>A number, rounded as AWS rounds: the half goes up (-1.5 is -1), as recorded.</summary>
    public long Whole(int at) => this[at].ValueKind == JsonValueKind.Number
        ? this[at].TryGetInt64(out var whole) ? whole : (long)Math.Floor(this[at].GetDouble() + 0.5)
        : throw Wrong(at, "a number");

    private IntrinsicFaultException Wrong(int at, string wanted) =>
        new($"argument {at + 1} must be {wanted}, and is {this[at].GetRawText()}");
}
