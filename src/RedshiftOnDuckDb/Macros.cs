namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// Redshift's functions where DuckDB's differ. They stand in the schema in which DuckDB looks by itself, so that a view which calls one
/// works for whoever opens the file.
/// </summary>
internal static class Macros
{
    /// <summary>
    /// Why each differs from DuckDB's own is said where <see cref="Dialect.Functions"/> names it. The translator never lets a statement
    /// name one.
    /// </summary>
    private const string All = """
        CREATE OR REPLACE MACRO dev.main.rs_now() AS getvariable('rs_now');
        CREATE OR REPLACE MACRO dev.main.rs_pid() AS getvariable('rs_pid');
        CREATE OR REPLACE MACRO dev.main.rs_last_copy_id() AS coalesce(getvariable('rs_last_copy_id'), -1);
        CREATE OR REPLACE MACRO dev.main.rs_last_copy_count() AS coalesce(getvariable('rs_last_copy_count'), 0::BIGINT);
        CREATE OR REPLACE MACRO dev.main.rs_nvl2(a, b, c) AS CASE WHEN a IS NOT NULL THEN b ELSE c END;
        CREATE OR REPLACE MACRO dev.main.rs_divisor(x) AS CASE WHEN x = 0 THEN error('Divide by zero') ELSE x END;
        CREATE OR REPLACE MACRO dev.main.rs_averaged(x) AS CASE WHEN typeof(x) LIKE 'DECIMAL%'
            THEN error('AVG of ' || typeof(x) || ', which Redshift gives the same scale, is not supported by the local warehouse: cast it, AVG(CAST(x AS DOUBLE PRECISION))')
            ELSE x END;
        CREATE OR REPLACE MACRO dev.main.rs_mod(a, b) AS a % CASE WHEN b = 0 THEN error('Divide by zero') ELSE b END;
        CREATE OR REPLACE MACRO dev.main.rs_concat(a, b) AS a || b;
        CREATE OR REPLACE MACRO dev.main.rs_charindex(part, whole) AS strpos(whole, part);
        CREATE OR REPLACE MACRO dev.main.rs_regexp_substr(s, p) AS regexp_extract(s, p);
        CREATE OR REPLACE MACRO dev.main.rs_regexp_count(s, p) AS len(regexp_extract_all(s, p));
        CREATE OR REPLACE MACRO dev.main.rs_regexp_replace(s, p) AS regexp_replace(s, p, '', 'g'), (s, p, r) AS regexp_replace(s, p, r, 'g');
        CREATE OR REPLACE MACRO dev.main.rs_date(x) AS CAST(x AS DATE);
        CREATE OR REPLACE MACRO dev.main.rs_date_trunc(part, x) AS date_trunc(part, CAST(x AS TIMESTAMP));
        CREATE OR REPLACE MACRO dev.main.rs_date_part_year(x) AS CAST(year(CAST(x AS DATE)) AS INTEGER);
        CREATE OR REPLACE MACRO dev.main.rs_cmp(a, b) AS CASE WHEN CAST(a AS TIMESTAMP) > CAST(b AS TIMESTAMP) THEN 1
            WHEN CAST(a AS TIMESTAMP) < CAST(b AS TIMESTAMP) THEN -1 WHEN CAST(a AS TIMESTAMP) = CAST(b AS TIMESTAMP) THEN 0 END;
        CREATE OR REPLACE MACRO dev.main.rs_is_last_day(x) AS CAST(x AS DATE) = last_day(CAST(x AS DATE));
        CREATE OR REPLACE MACRO dev.main.rs_time_of_day(x) AS CAST(x AS TIMESTAMP) - date_trunc('day', CAST(x AS TIMESTAMP));
        CREATE OR REPLACE MACRO dev.main.rs_add_months(x, n) AS CASE WHEN rs_is_last_day(x)
            THEN last_day(CAST(CAST(x AS TIMESTAMP) + n * INTERVAL '1 month' AS DATE)) + rs_time_of_day(x)
            ELSE CAST(x AS TIMESTAMP) + n * INTERVAL '1 month' END;
        CREATE OR REPLACE MACRO dev.main.rs_months_between(a, b) AS
            12 * (year(CAST(a AS DATE)) - year(CAST(b AS DATE))) + month(CAST(a AS DATE)) - month(CAST(b AS DATE))
            + CASE WHEN day(CAST(a AS DATE)) = day(CAST(b AS DATE)) OR (rs_is_last_day(a) AND rs_is_last_day(b)) THEN 0::DOUBLE
            ELSE (day(CAST(a AS DATE)) - day(CAST(b AS DATE)) + (epoch(rs_time_of_day(a)) - epoch(rs_time_of_day(b))) / 86400::DOUBLE) / 31::DOUBLE END;
        CREATE OR REPLACE MACRO dev.main.rs_weekday(name) AS coalesce(
            list_position(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], lower(name)),
            list_position(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], lower(name)),
            CAST(error('NEXT_DAY of ''' || name || ''' is not supported by the local warehouse: name a day as Monday or Mon') AS INTEGER)) - 1;
        CREATE OR REPLACE MACRO dev.main.rs_next_day(x, name) AS
            CAST(x AS DATE) + CAST((rs_weekday(name) - dayofweek(CAST(x AS DATE)) + 6) % 7 + 1 AS INTEGER);
        CREATE OR REPLACE MACRO dev.main.rs_convert_timezone(source, target, x) AS timezone(target, timezone(source, CAST(x AS TIMESTAMP)));
        CREATE OR REPLACE MACRO dev.main.rs_substring(s, start) AS substring(CAST(s AS VARCHAR), greatest(1, start)),
            (s, start, n) AS CASE WHEN n < 0 THEN CAST(error('negative substring length not allowed') AS VARCHAR)
            WHEN start < 1 THEN left(CAST(s AS VARCHAR), greatest(0, start + n - 1)) ELSE substring(CAST(s AS VARCHAR), start, n) END;
        CREATE OR REPLACE MACRO dev.main.rs_initcap(s) AS array_to_string(list_transform(
            regexp_extract_all(s, '[\p{L}\p{N}]+|[^\p{L}\p{N}]+'), lambda word: upper(word[1]) || lower(word[2:])), '');
        CREATE OR REPLACE MACRO dev.main.rs_json(s, lenient) AS CASE WHEN json_valid(s) THEN s WHEN lenient THEN NULL
            ELSE CAST(error('invalid json object ' || s) AS VARCHAR) END;
        CREATE OR REPLACE MACRO dev.main.rs_json_at(s, path) AS CASE
            WHEN json_type(s, path) IS NULL OR json_type(s, path) IN ('VARCHAR', 'NULL') OR contains(s, json_extract_string(s, path))
            THEN json_extract_string(s, path)
            ELSE CAST(error('JSON that DuckDB writes otherwise is not supported by the local warehouse: ' || json_extract_string(s, path)) AS VARCHAR) END;
        CREATE OR REPLACE MACRO dev.main.rs_json_text(s, path, lenient) AS rs_json_at(rs_json(s, lenient), path);
        CREATE OR REPLACE MACRO dev.main.rs_json_array(s, lenient) AS CASE WHEN json_type(rs_json(s, lenient)) <> 'ARRAY'
            THEN CAST(error('invalid json array object ' || s) AS VARCHAR) ELSE rs_json(s, lenient) END;
        CREATE OR REPLACE MACRO dev.main.rs_json_element(s, place, lenient) AS CASE
            WHEN place < 0 THEN NULL ELSE rs_json_at(rs_json_array(s, lenient), '$[' || greatest(0, place) || ']') END;
        CREATE OR REPLACE MACRO dev.main.rs_json_length(s, lenient) AS CAST(json_array_length(rs_json_array(s, lenient)) AS INTEGER);
        CREATE OR REPLACE MACRO dev.main.rs_is_json(s, type) AS CASE WHEN NOT json_valid(s) THEN false
            WHEN json_type(s) IN ('OBJECT', 'ARRAY') THEN json_type(s) = type
            ELSE CAST(error('JSON that is neither an object nor an array is not supported by the local warehouse') AS BOOLEAN) END;
        CREATE OR REPLACE MACRO dev.main.rs_is_json_object(s, lenient) AS rs_is_json(s, 'OBJECT');
        CREATE OR REPLACE MACRO dev.main.rs_is_json_array(s, lenient) AS rs_is_json(s, 'ARRAY');
        CREATE OR REPLACE MACRO dev.main.rs_sha2(s, bits) AS CASE WHEN bits IN (0, 256) THEN sha256(s) ELSE error('SHA2 of other than 256 bits is not supported by the local warehouse') END;
        CREATE OR REPLACE MACRO dev.main.rs_strtol(s, base) AS CASE WHEN base = 10 THEN rs_bigint(s)
            WHEN base = 16 THEN CAST(CASE WHEN starts_with(s, '0x') THEN s ELSE '0x' || s END AS BIGINT) ELSE error('STRTOL of other than base 10 and 16 is not supported by the local warehouse') END;
        CREATE OR REPLACE MACRO dev.main.rs_from_varbyte(b, format) AS CASE WHEN lower(format) IN ('utf8', 'utf-8', 'utf_8') THEN decode(b) ELSE error('FROM_VARBYTE in other than UTF-8 is not supported by the local warehouse') END;
        CREATE OR REPLACE MACRO dev.main.rs_rtrim(s) AS CASE WHEN s LIKE '% ' THEN rtrim(s, ' ') ELSE s END;
        CREATE OR REPLACE MACRO dev.main.rs_ltrim(s) AS CASE WHEN s LIKE ' %' THEN ltrim(s, ' ') ELSE s END;
        CREATE OR REPLACE MACRO dev.main.rs_trim(s) AS trim(s, ' ');
        CREATE OR REPLACE MACRO dev.main.rs_cut(s, n) AS CASE WHEN s IS NULL OR strlen(s) <= n THEN s
            ELSE left(s, len(list_filter(range(1, n + 1), lambda i: strlen(left(s, i)) <= n))) END;
        """;

    /// <summary>DuckDB reads '1.5' and '1e3' and '1_000' as whole numbers; Redshift refuses them.</summary>
    private const string WholeNumber = """
        CREATE OR REPLACE MACRO dev.main.rs_{0}(x) AS CASE
            WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), ' *[+-]?[0-9]+ *')
            THEN CAST(error('Invalid digit, Value ''' || regexp_extract(CAST(x AS VARCHAR), '[^0-9+ -]|$') || ''', Pos 0, Type: {1} Detail: error: Invalid digit, Type: {1} code: 1207 context: ' || CAST(x AS VARCHAR)) AS {0})
            ELSE CAST(x AS {0}) END;
        """;

    /// <summary>Makes them all, over those of an earlier version.</summary>
    public static string Sql { get; } = Of("smallint", "Short") + Of("integer", "Integer") + Of("bigint", "Long") + All;

    private static string Of(string type, string called) =>
        WholeNumber.Replace("{0}", type, StringComparison.Ordinal).Replace("{1}", called, StringComparison.Ordinal);
}
