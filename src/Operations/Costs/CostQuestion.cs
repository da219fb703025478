namespace Sparkify.Operations.Costs;

/// <summary>What comes, and how it is loaded.</summary>
/// <remarks>Files of log_data, evenly over the day. Those of song_data come seldom, and in a load beside the others.</remarks>
public sealed record CostQuestion
{
    public required decimal FilesPerDay { get; init; }
    public required decimal EventsPerFile { get; init; }
    public LoadEvery Every { get; init; } = LoadEvery.File;

    /// <summary>Seconds: the template's BatchWindowSeconds.</summary>
    public int BatchWindow { get; init; } = 5;

    /// <summary>Seconds: the template's LoadWindowSeconds.</summary>
    public int LoadWindow { get; init; } = 15;

    /// <summary>The template's BaseCapacity.</summary>
    public int Rpu { get; init; } = 8;
}
