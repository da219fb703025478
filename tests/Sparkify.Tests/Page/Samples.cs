using System.Globalization;

namespace Sparkify.Tests.Page;

/// <summary>Files to put.</summary>
internal static class Samples
{
    /// <summary>Nothing of it can be read.</summary>
    public const string Poison = "{\"artist\":\"A\",\"ts\":154112193";

    public static string Play(int item) => Row(item.ToString(CultureInfo.InvariantCulture));

    /// <summary>Its second row has a text where a number belongs; it is one of so many that the file is loaded.</summary>
    public static string WithARefusedRow =>
        $"{Row("1")}\n{Row("\"no number\"")}\n{string.Join('\n', Enumerable.Range(2, 400).Select(Play))}";

    private static string Row(string item) =>
        $$"""{"artist":"A","firstName":"F","gender":"F","itemInSession":{{item}},"lastName":"L","length":1.5,"level":"free","location":"X","page":"NextSong","sessionId":7,"song":"S","ts":1541121934796,"userAgent":"U","userId":"9"}""";
}
