using System.Globalization;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>
/// COPY of JSON from S3: <c>COPY table [columns] FROM source authorization [[FORMAT] [AS] format] [parameter [argument] ...]</c>, by
/// https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html and the pages of its parameters.
/// </summary>
internal static class CopyGrammar
{
    private static readonly Dictionary<string, Func<NodeCursor, bool>> Parameters = new()
    {
        ["manifest"] = _ => true,
        ["encrypted"] = _ => true,
        ["gzip"] = _ => true,
        ["bzip2"] = _ => true,
        ["lzop"] = _ => true,
        ["zstd"] = _ => true,
        ["region"] = AfterAs(copy => copy.Next().Kind is NodeKind.Text),
        ["maxerror"] = AfterAs(copy => copy.Next() is { Kind: NodeKind.Number } most
            && int.TryParse(most.Text, CultureInfo.InvariantCulture, out var errors)
            && errors is >= 0 and <= 100_000),
        ["compupdate"] = copy => copy.TakeAny("on", "off", "preset", "true", "false") is not null,
        ["statupdate"] = copy => copy.TakeAny("on", "off", "true", "false") is not null,
        ["timeformat"] = AfterAs(copy => copy.Next().Kind is NodeKind.Text),
        ["dateformat"] = AfterAs(copy => copy.Next().Kind is NodeKind.Text),
        ["acceptinvchars"] = copy => !copy.Take("as") || copy.Next().Kind is NodeKind.Text,
        ["acceptanydate"] = _ => true,
        ["blanksasnull"] = _ => true,
        ["emptyasnull"] = _ => true,
        ["explicit_ids"] = _ => true,
        ["ignoreallerrors"] = _ => true,
        ["noload"] = _ => true,
        ["roundec"] = _ => true,
        ["trimblanks"] = _ => true,
        ["truncatecolumns"] = _ => true,
    };

    private static readonly string[] Compressions = ["gzip", "bzip2", "lzop", "zstd"];

    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement)
    {
        if (!statement[0].Is("copy"))
        {
            return [];
        }

        List<string> complaints = [];
        try
        {
            Read(new NodeCursor(statement), complaints.Add);
        }
        catch (RedshiftErrorException failure)
        {
            complaints.Add($"COPY: {failure.Message}");
        }

        return complaints;
    }

    private static void Read(NodeCursor copy, Action<string> complain)
    {
        copy.Expect("copy");
        copy.ExpectRelation();
        copy.TakeGroup();
        copy.Expect("from");
        if (!copy.ExpectText().StartsWith("s3://", StringComparison.Ordinal))
        {
            complain("COPY's source is an s3:// address");
        }

        if (!copy.Take("iam_role"))
        {
            complain("COPY names its IAM_ROLE directly after the source");
            return;
        }

        if (!copy.Take("default") && !copy.ExpectText().StartsWith("arn:", StringComparison.Ordinal))
        {
            complain("COPY's IAM_ROLE is the ARN of a role");
        }

        ReadFormat(copy, complain);
        List<string> given = [];
        while (!copy.AtEnd)
        {
            var parameter = copy.Next();
            if (!Parameters.TryGetValue(parameter.Text, out var read) || parameter.Kind is not NodeKind.Word)
            {
                complain($"'{parameter.Text}' is no parameter that a COPY of JSON takes here");
                return;
            }

            if (!read(copy))
            {
                complain($"COPY's {parameter.Text} has an argument that it does not take");
            }

            given.Add(parameter.Text);
        }

        foreach (var twice in given.GroupBy(name => name).Where(same => same.Count() > 1))
        {
            complain($"COPY says {twice.Key} more than once");
        }

        if (given.Count(Compressions.Contains) > 1)
        {
            complain("a COPY has one compression");
        }

        if (given.Contains("maxerror") && given.Contains("ignoreallerrors"))
        {
            complain("IGNOREALLERRORS does not go with MAXERROR");
        }
    }

    private static void ReadFormat(NodeCursor copy, Action<string> complain)
    {
        copy.Take("format");
        copy.Take("as");
        if (!copy.Take("json"))
        {
            complain("COPY says FORMAT AS JSON directly after the role");
            return;
        }

        copy.Take("as");
        var format = copy.ExpectText();
        if (format is not ("auto" or "auto ignorecase" or "noshred") && !format.StartsWith("s3://", StringComparison.Ordinal))
        {
            complain($"JSON is read 'auto', 'auto ignorecase', 'noshred' or by a jsonpaths file, not '{format}'");
        }
    }

    private static Func<NodeCursor, bool> AfterAs(Func<NodeCursor, bool> argument) => copy =>
    {
        copy.Take("as");
        return argument(copy);
    };
}
