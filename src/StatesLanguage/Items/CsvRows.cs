using System.Text;

namespace StatesLanguage.Items;

/// <summary>The rows of a text of delimited values (RFC 4180): a quoted field may hold delimiters, line ends and doubled quotes.</summary>
internal static class CsvRows
{
    public static IEnumerable<IReadOnlyList<string>> Of(string content, char delimiter)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var (quoted, any) = (false, false);
        for (var at = content.StartsWith('\uFEFF') ? 1 : 0; at < content.Length; at++)
        {
            var character = content[at];
            if (quoted)
            {
                if (character != '"')
                {
                    field.Append(character);
                }
                else if (at + 1 < content.Length && content[at + 1] == '"')
                {
                    field.Append(content[++at]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (character == '"' && field.Length == 0)
            {
                (quoted, any) = (true, true);
            }
            else if (character == delimiter)
            {
                row.Add(Taken());
                any = true;
            }
            else if (character == '\n')
            {
                if (any || field.Length > 0)
                {
                    row.Add(Taken());
                    yield return row;
                }

                (row, any) = ([], false);
            }
            else if (character != '\r' || at + 1 >= content.Length || content[at + 1] != '\n')
            {
                field.Append(character);
            }
        }

        if (any || field.Length > 0)
        {
            row.Add(Taken());
            yield return row;
        }

        string Taken()
        {
            var text = field.ToString();
            field.Clear();
            return text;
        }
    }
}
