namespace Sparkify.SampleData;

/// <summary>What to generate. The same options give the same bytes on every machine.</summary>
public sealed record GenerateOptions(long Events, int Songs, long Seed, string OutputDirectory)
{
    public const long MaxEvents = 200_000_000;
    public const int MaxSongs = 100_000_000;
    public const long MaxSeed = SeedRange.MaxSeed;

    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is out of its range; the message says which, for a person at a command line.
    /// </exception>
    public void Validate()
    {
        Require(Events, 0, MaxEvents, "--events");
        Require(Songs, 0, MaxSongs, "--songs");
        Require(Seed, 0, MaxSeed, "--seed");
    }

    private static void Require(long value, long least, long most, string option)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} takes a whole number from {least} to {most}");
        }
    }
}

/// <summary>One file of a data set.</summary>
/// <param name="Key">Where it goes in a bucket: <c>log_data/2018/11/2018-11-01-events.json</c>.</param>
public sealed record GeneratedFile(string Key, ReadOnlyMemory<byte> Bytes);

/// <summary>What was written.</summary>
public sealed record GeneratedDataset(long Files, long Bytes);
