using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Warehouse;

/// <summary>The warehouse's schema as an ordered list of changes, each idempotent and each recorded in <c>dw.schema_changes</c>.</summary>
public static class SchemaChanges
{
    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<SqlFile> All { get; } =
    [
        SqlCatalog.Schema.Dw, SqlCatalog.Schema.SchemaChanges, SqlCatalog.Schema.LoadLock, SqlCatalog.Schema.Songplays,
        SqlCatalog.Schema.Users, SqlCatalog.Schema.Songs, SqlCatalog.Schema.Artists, SqlCatalog.Schema.Time,
        SqlCatalog.Schema.SongMatch, SqlCatalog.Schema.PlayedTrack, SqlCatalog.Schema.StagingEvents, SqlCatalog.Schema.StagingSongs,
        SqlCatalog.Schema.Loads, SqlCatalog.Schema.FileLedger, SqlCatalog.Schema.RejectedRows, SqlCatalog.Schema.LoadCounts,
        SqlCatalog.Schema.SongplaysView, SqlCatalog.Schema.UsersView, SqlCatalog.Schema.SongsView, SqlCatalog.Schema.ArtistsView,
        SqlCatalog.Schema.TimeView,
    ];

    /// <summary>The batches that bring any warehouse to this version: each a transaction within the Data API's limits. Run them in order.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Batches() =>
        [.. All.Chunk(10).Select(changes => (IReadOnlyList<string>)
        [
            .. changes.Select(change => change.Render()),
            .. changes.Select(Record),
        ])];

    /// <summary>Names the schema's text: another one for another schema. The template states it, so that an upgrade makes CloudFormation apply what is new.</summary>
    public static string Version { get; } = Digest();

    private static string Digest()
    {
        var text = string.Concat(Batches().SelectMany(batch => batch).Select(statement => statement + ";\n"));
        var newest = System.IO.Path.GetFileNameWithoutExtension(All[^1].Path)[..3];
        return $"{newest}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
    }

    private static string Record(SqlFile change) =>
        SqlCatalog.Schema.RecordChange.Render(SqlArgument.Text("change", System.IO.Path.GetFileNameWithoutExtension(change.Path)));
}
