using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparkify.Bench;

/// <summary>How many rows the five tables have.</summary>
internal sealed record StarRows(long Songplays, long Users, long Songs, long Artists, long Time)
{
    private static readonly string[] Tables = ["songplays", "users", "songs", "artists", "time"];

    /// <summary>Of the object that has a number for each table.</summary>
    public static StarRows Of(JsonNode json) =>
        Tables.Select(table => json[table]!.GetValue<long>()).ToArray() is [var songplays, var users, var songs, var artists, var time]
            ? new(songplays, users, songs, artists, time)
            : throw new JsonException();

    public JsonObject ToJson() => new()
    {
        ["songplays"] = Songplays, ["users"] = Users, ["songs"] = Songs, ["artists"] = Artists, ["time"] = Time,
    };
}
