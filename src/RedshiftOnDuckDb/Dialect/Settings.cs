namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary><c>SET name TO value</c>: only what keeps its meaning here.</summary>
internal static class Settings
{
    public static RedshiftStatement Read(NodeCursor cursor)
    {
        cursor.Expect("set");
        var name = cursor.ExpectName();
        if (!cursor.Take("to") && !cursor.TakeSymbol("="))
        {
            throw cursor.Unexpected();
        }

        var values = cursor.Rest().SplitAtCommas();
        if (values.Count == 0)
        {
            throw RedshiftErrorException.EndOfInput();
        }

        switch (name)
        {
            case "search_path":
                var path = values.Select(value => value is [var one] && one.Kind is NodeKind.Word or NodeKind.Quoted or NodeKind.Text
                    ? value[0].Text
                    : throw value[0].SyntaxError())
                    .Where(schema => schema != "$user");
                return new SqlStatement(WarehouseFile.SearchPath(path));
            case "query_group" or "statement_timeout" or "enable_result_cache_for_session":
                return new NoEffectStatement();
            // An UPDATE whose source has several rows for one target row is always an error here.
            case "error_on_nondeterministic_update" when values is [[var only]] && only.IsAny("true", "on"):
                return new NoEffectStatement();
            default:
                throw RedshiftErrorException.NotHere($"SET {name}");
        }
    }
}
