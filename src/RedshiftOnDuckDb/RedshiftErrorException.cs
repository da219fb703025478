namespace Sparkify.RedshiftOnDuckDb;

/// <summary>A statement that Redshift would refuse, in Redshift's words: it ends as a failed statement, never as a failed call.</summary>
internal sealed class RedshiftErrorException(string message, Exception? inner = null) : Exception(message, inner)
{
    public static RedshiftErrorException Syntax(string near, int position) =>
        new($"ERROR: syntax error at or near \"{near}\" Position: {position + 1}");

    public static RedshiftErrorException EndOfInput() => new("ERROR: syntax error at end of input");

    public static RedshiftErrorException NoRelation(string name) => new($"ERROR: relation \"{name}\" does not exist");

    /// <summary>Redshift has it; this warehouse does not, and says so rather than do something else.</summary>
    public static RedshiftErrorException NotHere(string what) => new($"ERROR: {what} is not supported by the local warehouse");
}
