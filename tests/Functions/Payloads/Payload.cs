using System.Text.Json.Nodes;

namespace Sparkify.Tests;

/// <summary>What functions are called with, one file each, and beside it what a person who read the documents expects of it.</summary>
/// <remarks>
/// The answer, or the error's type and words that are in its message. An answer is without what depends on the moment or on an
/// adapter's words: see <see cref="Timeless"/>.
/// </remarks>
internal static class Payload
{
    /// <summary>What a function has left: so little that none stays for a statement that does not end.</summary>
    public static readonly TimeSpan TimeLeft = TimeSpan.FromSeconds(20);

    private const string Expectation = ".expected";

    /// <summary>Of all payloads: the function's name, a dot, and what is special about it.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. from file in Directory.GetFiles(Folder(), "*.json")
           let name = Path.GetFileNameWithoutExtension(file)
           where !name.EndsWith(Expectation, StringComparison.Ordinal)
           orderby name
           select name,
    ];

    public static string FunctionOf(string name) => name.Split('.')[0];

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), $"{name}.json"));

    public static JsonObject Expected(string name) => JsonNode.Parse(Read(name + Expectation))!.AsObject();

    /// <summary>The answer without the time at which it was made, and without the words of an adapter.</summary>
    public static JsonNode Timeless(ReadOnlyMemory<byte> answer)
    {
        var node = JsonNode.Parse(answer.Span)!;
        if (node is JsonObject ticket && ticket["statementId"] is { } statement)
        {
            ticket["submittedAt"] = "then";
            if (((string)statement!).StartsWith("lost", StringComparison.Ordinal))
            {
                ticket["error"] = "lost";
            }
        }

        (node as JsonObject)?.Remove("seconds");
        return node;
    }

    public static void AssertAnswer(string name, ReadOnlyMemory<byte> answer)
    {
        var (expected, actual) = (Expected(name), Timeless(answer));
        Assert.True(
            JsonNode.DeepEquals(expected, actual),
            $"{name} is expected to be answered by\n{expected.ToJsonString()}\nand is by\n{actual.ToJsonString()}");
    }

    public static void AssertError(string name, string? errorType, string message)
    {
        var expected = Expected(name);
        Assert.Equal((string?)expected["errorType"], errorType);
        Assert.Contains((string)expected["errorMessage"]!, message, StringComparison.Ordinal);
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Sparkify.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("the tests run from a checkout");
        }

        return Path.Combine(root.FullName, "tests", "Functions", "Payloads");
    }
}
