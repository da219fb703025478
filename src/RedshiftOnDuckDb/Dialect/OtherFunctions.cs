namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// Functions that Redshift's documentation lists and this warehouse has not: they are refused by name, so that nobody takes them for
/// misspelt. Those of geometries, VARBYTE and SUPER fall by their types, too.
/// </summary>
internal static class OtherFunctions
{
    public static readonly HashSet<string> NotHere =
    [
        "array", "array_concat", "array_flatten", "bpcharcmp", "bttext_pattern_cmp", "can_json_parse", "checksum", "collate", "crc32",
        "current_aws_account", "current_namespace", "current_schemas", "current_setting", "current_user_id", "default_iam_role",
        "difference", "farmfingerprint64", "fnv_hash", "get_array_length", "getbit", "has_database_privilege", "has_schema_privilege",
        "has_table_privilege", "hll", "hll_cardinality", "hll_combine", "hll_create_sketch", "interval_cmp", "is_array", "is_object",
        "json_parse", "json_serialize", "json_serialize_to_varbyte", "json_typeof", "murmur3_32_hash", "object", "octetindex",
        "pg_cancel_backend", "pg_get_cols", "pg_get_late_binding_view_cols", "pg_last_query_id", "pg_last_unload_count",
        "pg_last_unload_id", "pg_terminate_backend", "quote_ident", "quote_literal", "regexp_instr", "set_config", "slice_num", "soundex",
        "split_to_array", "subarray", "text_to_int_alt", "text_to_numeric_alt", "timeofday", "timestamp_cmp_timestamptz",
        "timestamptz_cmp", "timestamptz_cmp_date", "timestamptz_cmp_timestamp", "timezone", "to_hex", "to_number", "to_varbyte", "try_cast",
        "version",
    ];
}
