namespace Sparkify.SampleData;

/// <summary>One event, before it is written out.</summary>
/// <param name="Song">The index of the song played; of no meaning on another page than NextSong.</param>
internal readonly record struct Activity(long Ts, long SessionId, int Item, int User, bool LoggedIn, Page Page, int Song)
    : IComparable<Activity>
{
    public int CompareTo(Activity other) =>
        Ts != other.Ts ? Ts.CompareTo(other.Ts)
        : SessionId != other.SessionId ? SessionId.CompareTo(other.SessionId)
        : Item.CompareTo(other.Item);
}
