using System.Reflection;

namespace Sparkify.Reference;

/// <summary>What a staging column takes, by the words of COPY.</summary>
public enum StagingType
{
    Varchar,
    BigInt,
    Integer,
    DoublePrecision,
}

/// <summary>The key of a file's objects that a column takes its value from. The column's name is the key in lower case.</summary>
/// <param name="name">As the files write it.</param>
/// <param name="bytes">The most that a text has.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeyAttribute(string name, int bytes = 0) : Attribute
{
    public string Name => name;

    public int Bytes => bytes;
}

/// <summary>A column of a staging table.</summary>
/// <param name="Bytes">The most that a text has; 0 for a number.</param>
public sealed record StagingColumn(string Key, StagingType Type, int Bytes)
{
    public string Name { get; } = Key.ToLowerInvariant();
}

/// <summary>
/// A staging table's columns in their order: the parameters of <see cref="EventRow"/> or <see cref="SongRow"/>. Whoever reads, trims,
/// compares or stages rows goes over this list, so that a new column is a parameter there and nothing else.
/// </summary>
public sealed class StagingShape
{
    private static readonly StagingShape Events = new(typeof(EventRow)), Songs = new(typeof(SongRow));

    private readonly ConstructorInvoker make;
    private readonly PropertyInfo[] properties;

    private StagingShape(Type row)
    {
        var constructor = row.GetConstructors().Single();
        var parameters = constructor.GetParameters();
        make = ConstructorInvoker.Create(constructor);
        properties = [.. parameters.Select(parameter => row.GetProperty(parameter.Name!)!)];
        Columns = [.. parameters.Select(ColumnOf)];
    }

    public IReadOnlyList<StagingColumn> Columns { get; }

    public static StagingShape Of(Dataset dataset) => dataset == Dataset.LogData ? Events : Songs;

    /// <summary>A row's values, in the columns' order.</summary>
    public object?[] Values(object row) => Array.ConvertAll(properties, property => property.GetValue(row));

    internal object Row(object?[] values) => make.Invoke(values.AsSpan());

    /// <summary>The row as the rules see it: its text is trimmed and never empty.</summary>
    internal static EventRow Trimmed(EventRow row) => (EventRow)Events.Row(Array.ConvertAll(Events.Values(row), Trimmed));

    internal static SongRow Trimmed(SongRow row) => (SongRow)Songs.Row(Array.ConvertAll(Songs.Values(row), Trimmed));

    private static object? Trimmed(object? value) => value is string text ? Staged.Text(text) : value;

    private static StagingColumn ColumnOf(ParameterInfo parameter)
    {
        var key = parameter.GetCustomAttribute<KeyAttribute>()
            ?? throw new InvalidOperationException($"{parameter.Member.DeclaringType}: {parameter.Name} has no key");
        return new StagingColumn(key.Name, TypeOf(parameter.ParameterType), key.Bytes);
    }

    private static StagingType TypeOf(Type type) =>
        type == typeof(string) ? StagingType.Varchar
        : type == typeof(long?) ? StagingType.BigInt
        : type == typeof(int?) ? StagingType.Integer
        : type == typeof(double?) ? StagingType.DoublePrecision
        : throw new InvalidOperationException($"no staging column holds a {type}");
}
