namespace Sparkify.Warehouse;

/// <summary>The statements that hold files of a bucket's listing against the ledger. They read only: nothing is left of them.</summary>
public sealed record ListingBatch
{
    /// <summary>What the <c>s3://bucket/key</c> of the objects start with that state one file a line.</summary>
    public required string Files { get; init; }

    public required string CopyRole { get; init; }

    /// <summary>Where in either batch the answer stands: sub-statements count from 1.</summary>
    public const int Answer = 3;

    /// <summary>Asks which files are not loaded.</summary>
    /// <param name="most">See <c>compare_listing.sql</c>.</param>
    public IReadOnlyList<string> Compare(int most) => Ask(SqlCatalog.Backfill.CompareListing.Render(SqlArgument.Number("most", most)));

    /// <summary>Asks what became of the files since a moment.</summary>
    public IReadOnlyList<string> Count(DateTimeOffset since) =>
        Ask(SqlCatalog.Backfill.CountLoaded.Render(SqlArgument.Timestamp("since", since)));

    private IReadOnlyList<string> Ask(string question) =>
    [
        SqlCatalog.Backfill.CreateListing.Render(),
        SqlCatalog.Backfill.CopyListing.Render(SqlArgument.Text("files", Files), SqlArgument.Text("role", CopyRole)),
        question,
    ];
}
