using System.Text;

namespace Sparkify.Warehouse;

/// <summary>One statement in the Redshift dialect, as the file of this path has it; a change of the schema may have several.</summary>
public sealed class SqlFile
{
    private SqlFile(string path, string text) => (Path, Text) = (path, text);

    /// <summary>Below src/Warehouse, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The whole file, its comments too.</summary>
    public string Text { get; }

    /// <summary>Of every file, in no order.</summary>
    internal static IReadOnlyList<string> Paths => typeof(SqlFile).Assembly.GetManifestResourceNames();

    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    internal static SqlFile At(string path)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"src/Warehouse/{path} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new SqlFile(path, reader.ReadToEnd());
    }

    /// <summary>The statement with its places filled, without its comments and the closing semicolon.</summary>
    /// <exception cref="ArgumentException">A place has no argument, or an argument has no place.</exception>
    public string Render(params ReadOnlySpan<SqlArgument> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            values.Add(argument.Place, argument.Sql);
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        var sql = new StringBuilder(Text.Length);
        for (var at = 0; at < Text.Length;)
        {
            var length = TokenLength(at);
            var token = Text.AsSpan(at, length);
            at += length;
            if (token.StartsWith("--"))
            {
                continue;
            }

            if (token.Length > 1 && (token[0] == ':' || token.StartsWith("{{")))
            {
                var place = token.ToString();
                sql.Append(values.TryGetValue(place, out var value)
                    ? value
                    : throw new ArgumentException($"{Path}: nothing was given for {place}", nameof(arguments)));
                used.Add(place);
                continue;
            }

            sql.Append(token);
        }

        var unused = values.Keys.Except(used).ToList();
        return unused.Count == 0
            ? sql.ToString().Trim().TrimEnd(';').TrimEnd()
            : throw new ArgumentException($"{Path} has no place for {string.Join(", ", unused)}", nameof(arguments));
    }

    /// <summary>The statements of a file without places, one after the other, each as <see cref="Render"/> gives it.</summary>
    internal IReadOnlyList<string> Statements()
    {
        var statements = new List<string>();
        var sql = new StringBuilder();
        for (var at = 0; at < Text.Length;)
        {
            var token = Text.AsSpan(at, TokenLength(at));
            at += token.Length;
            if (token is ";")
            {
                statements.Add(sql.ToString().Trim());
                sql.Clear();
            }
            else if (!token.StartsWith("--"))
            {
                sql.Append(token);
            }
        }

        return sql.ToString().Trim().Length == 0
            ? statements
            : throw new FormatException($"{Path}: its last statement does not end with a semicolon");
    }

    public override string ToString() => Path;

    /// <summary>A comment, a quoted text, a place, or one character.</summary>
    private int TokenLength(int at)
    {
        var rest = Text.AsSpan(at);
        if (rest.StartsWith("--"))
        {
            return rest.IndexOf('\n') is var end and >= 0 ? end : rest.Length;
        }

        if (rest[0] == '\'')
        {
            return rest[1..].IndexOf('\'') is var end and >= 0 ? end + 2 : rest.Length;
        }

        if (rest.StartsWith("{{"))
        {
            return rest.IndexOf("}}") is var end and >= 0 ? end + 2 : throw new FormatException($"{Path}: a {{{{ is not closed");
        }

        if (rest[0] != ':')
        {
            return 1;
        }

        var length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
        {
            length++;
        }

        return length;
    }
}
