using Sparkify.Reference;

namespace Sparkify.Tests.Answers;

/// <content>Who listens, when, how long, on what.</content>
internal sealed partial class ExpectedAnswers
{
    private static readonly (int Most, string Words)[] SessionSizes =
    [
        (1, "1"), (5, "2 to 5"), (10, "6 to 10"), (20, "11 to 20"), (50, "21 to 50"), (100, "51 to 100"), (int.MaxValue, "more than 100"),
    ];

    private IEnumerable<IGrouping<(long, int?), HeardPlay>> Sessions() => _plays.GroupBy(play => (play.SessionId, play.UserId));

    /// <summary>The plays of each listener, the first one first.</summary>
    private IEnumerable<IGrouping<int, HeardPlay>> ByListener() =>
        _plays.Where(play => play.UserId is not null).GroupBy(play => play.UserId!.Value);

    private IEnumerable<object?[]> SessionLengths() => Sessions()
        .GroupBy(session => SessionSizes.First(size => session.Count() <= size.Most))
        .OrderBy(sessions => sessions.Key.Most)
        .Select(sessions => new object?[] { sessions.Key.Words, Count(sessions), sessions.Sum(session => Count(session)) });

    private IEnumerable<object?[]> SessionsByWeek() => Sessions()
        .GroupBy(session => Week(session.First().StartTime))
        .OrderBy(week => week.Key)
        .Select(week => new object?[]
        {
            week.Key, Count(week), Listeners(week.Select(session => session.First())),
            Rounded(week.Sum(session => Count(session)) / (double)week.Count(), 1), week.Max(session => Count(session)),
        });

    private IEnumerable<object?[]> WeeklyListeners() => ByListener()
        .SelectMany(plays => plays.Select(play => Week(play.StartTime)).Distinct()
            .Select((week, place) => (Week: week, IsNew: place == 0)))
        .GroupBy(active => active.Week)
        .OrderBy(week => week.Key)
        .Select(week => new object?[] { week.Key, Count(week), Count(week.Where(active => active.IsNew)) });

    private IEnumerable<object?[]> Retention()
    {
        var weeks = ByListener().Select(plays => plays.Select(play => Week(play.StartTime)).Distinct().ToList());
        foreach (var started in weeks.GroupBy(active => active[0]).OrderBy(active => active.Key))
        {
            for (var later = 0; later <= 8; later++)
            {
                var listening = started.Count(active => active.Contains(started.Key.AddDays(7 * later)));
                if (listening > 0)
                {
                    yield return [started.Key, later, listening, Rounded(100.0 * listening / started.Count(), 0)];
                }
            }
        }
    }

    private IEnumerable<object?[]> PlanChanges()
    {
        var changed = new List<(DateTime Last, int User, object?[] Row)>();
        foreach (var plays in ByListener())
        {
            var (toPaid, toFree, last, level) = (0L, 0L, default(DateTime), (string?)null);
            foreach (var play in plays.Where(play => play.Level is "free" or "paid").OrderBy(play => play.StartTime)
                .ThenBy(play => play.SessionId).ThenBy(play => play.SongplayId, StringComparer.Ordinal))
            {
                if (level is not null && play.Level != level)
                {
                    (toPaid, toFree, last) = (
                        toPaid + (play.Level == "paid" ? 1 : 0), toFree + (play.Level == "free" ? 1 : 0), play.StartTime);
                }

                level = play.Level;
            }

            if (toPaid + toFree > 0)
            {
                var user = _users[$"{plays.Key}"];
                changed.Add((last, plays.Key,
                    [plays.Key, user[1], user[2], toPaid, toFree, DateOnly.FromDateTime(last), user[4]]));
            }
        }

        return changed.OrderByDescending(change => change.Last).ThenBy(change => change.User).Take(20).Select(change => change.Row);
    }

    private IEnumerable<object?[]> GenderAndLevel() => _plays
        .GroupBy(play => (
            Gender: (play.UserId is { } user ? _users[$"{user}"][3] : null) ?? "not stated", Level: play.Level ?? "not stated"))
        .OrderBy(plays => plays.Key.Gender, TextOrder.NullLast).ThenBy(plays => plays.Key.Level, TextOrder.NullLast)
        .Select(plays => new object?[]
        {
            plays.Key.Gender, plays.Key.Level, Count(plays), Listeners(plays),
            Listeners(plays) == 0 ? null : Rounded(Count(plays) / (double)Listeners(plays), 1),
        });

    private static string Device(string? agent)
    {
        if (agent is null)
        {
            return "not stated";
        }

        bool Has(params string[] marks) => marks.Any(mark => agent.Contains(mark, StringComparison.Ordinal));
        var browser = Has("Edge/", "Edg/") ? "Edge"
            : Has("OPR/", "Opera") ? "Opera"
            : Has("Firefox/") ? "Firefox"
            : Has("MSIE ", "Trident/") ? "Internet Explorer"
            : Has("Chrome/", "CriOS/") ? "Chrome"
            : Has("Safari/") ? "Safari" : "another browser";
        var system = new[] { ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Macintosh", "macOS"), ("Linux", "Linux") }.FirstOrDefault(known => Has(known.Item1)).Item2 ?? "another system";
        return $"{browser} on {system}";
    }
}
