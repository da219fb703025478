namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Why a value can't be stored, with Redshift's number (https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html).
/// </summary>
internal sealed record FieldError(int Code, string Message, int Position = 0);
