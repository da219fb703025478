using System.Globalization;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>How a value of a column is read from text.</summary>
internal enum ColumnKind
{
    Varchar,
    Short,
    Integer,
    Long,
    Real,
    Double,
    Boolean,
    Date,
    Timestamp,
    Decimal,
}

/// <summary>A column as the catalogue shows it.</summary>
/// <param name="Index">Its place in the table, from 0.</param>
/// <param name="Kind">How its values are read; null where COPY here can't.</param>
/// <param name="Bytes">The most bytes of a VARCHAR.</param>
internal sealed record Column(
    string Name, int Index, string Type, ColumnKind? Kind, int Bytes, bool NotNull, string? Default, string? Check)
{
    /// <summary>What sys_load_error_detail calls the type.</summary>
    public string RedshiftType => Kind switch
    {
        ColumnKind.Varchar => "varchar",
        ColumnKind.Short => "int2",
        ColumnKind.Integer => "int4",
        ColumnKind.Long => "int8",
        ColumnKind.Real => "float4",
        ColumnKind.Double => "float8",
        ColumnKind.Boolean => "bool",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        _ => "numeric",
    };

    public string RedshiftLength => Kind is ColumnKind.Varchar ? Bytes.ToString(CultureInfo.InvariantCulture) : "0";

    /// <summary>Digits in all and behind the point of a DECIMAL.</summary>
    public (int Precision, int Scale) Digits { get; } = ReadDigits(Type);

    private static (int Precision, int Scale) ReadDigits(string type)
    {
        var parts = type.StartsWith("DECIMAL(", StringComparison.Ordinal) ? type["DECIMAL(".Length..^1].Split(',') : [];
        return parts.Length == 2
            ? (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture))
            : default;
    }
}
