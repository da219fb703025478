namespace Sparkify.SampleData;

/// <summary>Writes events as the app's log does: one object a line, every key in its place, slashes escaped.</summary>
internal sealed class EventLines(GenerateOptions options, Calendar calendar)
{
    private readonly Catalog catalog = new(options.Seed, options.Songs);

    public void Write(Utf8Buffer to, in Activity activity)
    {
        var listener = Listener.Of(options.Seed, activity.User, calendar.FromMs, calendar.UntilMs);
        var plays = activity.Page == Page.NextSong;
        var song = plays ? catalog[activity.Song] : default;

        to.Write("{\"artist\":"u8);
        if (plays)
        {
            to.Write("\""u8);
            catalog.WriteArtistName(to, song, inLogs: true);
            to.Write("\""u8);
        }
        else
        {
            to.Write("null"u8);
        }

        to.Write(activity.LoggedIn ? ",\"auth\":\"Logged In\""u8 : ",\"auth\":\"Logged Out\""u8);
        Text(to, ",\"firstName\":"u8, activity.LoggedIn ? listener.FirstName : null);
        to.Write(!activity.LoggedIn ? ",\"gender\":null"u8 : listener.Woman ? ",\"gender\":\"F\""u8 : ",\"gender\":\"M\""u8);
        Number(to, ",\"itemInSession\":"u8, activity.Item);
        Text(to, ",\"lastName\":"u8, activity.LoggedIn ? listener.LastName : null);
        to.Write(",\"length\":"u8);
        if (plays)
        {
            to.WriteDecimal(song.Duration);
        }
        else
        {
            to.Write("null"u8);
        }

        to.Write(listener.PaysAt(activity.Ts) ? ",\"level\":\"paid\""u8 : ",\"level\":\"free\""u8);
        Text(to, ",\"location\":"u8, activity.LoggedIn ? listener.Location : null);
        to.Write(",\"method\":\""u8);
        to.Write(activity.Page.Method);
        to.Write("\",\"page\":\""u8);
        to.Write(activity.Page.Name);
        to.Write("\",\"registration\":"u8);
        if (activity.LoggedIn)
        {
            to.Write(listener.Registration);
            to.Write(".0"u8);
        }
        else
        {
            to.Write("null"u8);
        }

        Number(to, ",\"sessionId\":"u8, activity.SessionId);
        if (plays)
        {
            to.Write(",\"song\":\""u8);
            Catalog.WriteTitle(to, song, inLogs: true);
            to.Write("\""u8);
        }
        else
        {
            to.Write(",\"song\":null"u8);
        }

        Number(to, ",\"status\":"u8, activity.Page.Status);
        Number(to, ",\"ts\":"u8, activity.Ts);
        Text(to, ",\"userAgent\":"u8, activity.LoggedIn ? listener.UserAgent : null);
        to.Write(",\"userId\":\""u8);
        if (activity.LoggedIn)
        {
            to.Write(listener.Id);
        }

        to.Write("\"}"u8);
    }

    private static void Number(Utf8Buffer to, ReadOnlySpan<byte> key, long value)
    {
        to.Write(key);
        to.Write(value);
    }

    private static void Text(Utf8Buffer to, ReadOnlySpan<byte> key, Phrase? value)
    {
        to.Write(key);
        if (value is null)
        {
            to.Write("null"u8);
            return;
        }

        to.Write("\""u8);
        to.Write(value.InLogs);
        to.Write("\""u8);
    }
}
