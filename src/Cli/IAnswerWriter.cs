using Sparkify.Ingestion.Statements;

namespace Sparkify.Cli;

/// <summary>Writes an answer page by page, each with one call of the writer beneath.</summary>
internal interface IAnswerWriter
{
    void Write(QueryResult page);

    /// <summary>Whether another page would change what is written.</summary>
    bool WantsMore => true;

    /// <summary>After the last page: what closes the answer.</summary>
    void End();
}
