package org.edms.backup.engine.catalog.ddl;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The storage parameters of tables and views that PostgreSQL documents. A server may have additional parameters that no other
 * server accepts, so only the documented ones are written. {@link UnsupportedObjects} names the others.
 */
final class StorageParameters {

    private static final List<String> DOCUMENTED = List.of(
            "fillfactor",
            "toast_tuple_target",
            "parallel_workers",
            "vacuum_index_cleanup",
            "vacuum_truncate",
            "vacuum_max_eager_freeze_failure_rate",
            "log_autovacuum_min_duration",
            "user_catalog_table",
            "autovacuum_enabled",
            "autovacuum_vacuum_threshold",
            "autovacuum_vacuum_max_threshold",
            "autovacuum_vacuum_scale_factor",
            "autovacuum_vacuum_insert_threshold",
            "autovacuum_vacuum_insert_scale_factor",
            "autovacuum_analyze_threshold",
            "autovacuum_analyze_scale_factor",
            "autovacuum_vacuum_cost_delay",
            "autovacuum_vacuum_cost_limit",
            "autovacuum_freeze_min_age",
            "autovacuum_freeze_max_age",
            "autovacuum_freeze_table_age",
            "autovacuum_multixact_freeze_min_age",
            "autovacuum_multixact_freeze_max_age",
            "autovacuum_multixact_freeze_table_age",
            "security_barrier",
            "security_invoker",
            "check_option");

    private StorageParameters() {}

    /** Replaces {@code :documented(option)} with the condition that the option is documented. */
    static String complete(String query) {
        String names = DOCUMENTED.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return query.replace(":documented(o)", "(split_part(o, '=', 1) IN (" + names + "))");
    }
}
