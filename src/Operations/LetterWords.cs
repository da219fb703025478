namespace Sparkify.Operations;

/// <summary>Says in words why a message is in a dead-letter queue.</summary>
internal static class LetterWords
{
    /// <summary>A message's beginning is enough to know it by.</summary>
    private const int MostShown = 200;

    public static DeadLetter Of(QueueMessage message) =>
        new(message.Id, Reason(message.Body), message.Body.Length <= MostShown ? message.Body : message.Body[..MostShown]);

    private static string Reason(string body) => NoticedFiles.Read(body) switch
    {
        null => "it is no notice of S3: put back, it comes here again",
        [] => "it names no file",
        var files =>
            "it came as often as its queue allows and was never worked on to the end "
            + $"({string.Join(", ", files.Select(file => file.Key))}): the function's log says why",
    };
}
