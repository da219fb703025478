using Amazon.RedshiftDataAPIService.Model;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Aws;

/// <summary>What GetStatementResult says, in the terms of <see cref="ResultPage"/>.</summary>
internal static class ResultPages
{
    public static ResultPage Of(GetStatementResultResponse response, string statementId)
    {
        List<string> columns = (response.ColumnMetadata ?? []).ConvertAll(column => column.Name);
        List<IReadOnlyList<object?>> rows = (response.Records ?? []).ConvertAll(IReadOnlyList<object?> (record) =>
            [.. record.Select((field, column) => Value(field, columns.ElementAtOrDefault(column), statementId))]);
        return new ResultPage(columns, rows, string.IsNullOrEmpty(response.NextToken) ? null : response.NextToken)
        {
            Types = (response.ColumnMetadata ?? []).ConvertAll(column => column.TypeName ?? ""),
        };
    }

    private static object? Value(Field field, string? column, string statementId) => field switch
    {
        { IsNull: true } => null,
        { StringValue: { } text } => text,
        { LongValue: { } number } => number,
        { DoubleValue: { } number } => number,
        { BooleanValue: { } truth } => truth,
        _ => throw new WarehouseRefusedException(
            $"Column '{column}' of statement {statementId} is neither text, a number nor a truth value: cast it in the statement (to "
            + "VARCHAR, say)."),
    };
}
