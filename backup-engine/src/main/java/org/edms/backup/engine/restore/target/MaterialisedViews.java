package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.Failure;

/**
 * The materialised views that read the written tables, directly or through other views. Populated views are refreshed in
 * the same transaction, each after the views that it reads.
 */
public final class MaterialisedViews {

    private static final SqlTemplate OF_TABLES = SqlTemplate.of("""
            WITH RECURSIVE written AS (
                SELECT oid FROM (VALUES :tables) named (oid)
                UNION SELECT i.inhrelid FROM pg_inherits i JOIN written w ON w.oid = i.inhparent),
            reads AS (
                SELECT r.ev_class AS reader, d.refobjid AS oid FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
                WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                  AND r.rulename = '_RETURN' AND d.refobjid <> r.ev_class
                UNION SELECT inhparent, inhrelid FROM pg_inherits),
            reached AS (
                SELECT oid, 0 AS steps FROM written
                UNION SELECT r.reader, p.steps + 1 FROM reached p JOIN reads r ON r.oid = p.oid)
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM reached JOIN pg_class c ON c.oid = reached.oid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND c.relispopulated
            GROUP BY 1 ORDER BY max(steps), 1
            """);

    private MaterialisedViews() {}

    /** @return a warning for each view that could not be refreshed and is stale; it can be refreshed at any time */
    public static List<Failure> refresh(Sql sql, List<Table> written) throws SQLException {
        List<Failure> stale = new ArrayList<>();
        if (written.isEmpty()) {
            return stale;
        }
        for (String view : sql.list(thatRead(written), row -> row.getString(1))) {
            SQLException refused = sql.attempt(() -> sql.execute("REFRESH MATERIALIZED VIEW " + view));
            if (refused != null) {
                stale.add(TargetFailure.of(refused, "the materialised view %s is stale".formatted(view))
                        .failure());
            }
        }
        return stale;
    }

    /** Selects the views that read the tables. */
    static String thatRead(List<Table> tables) {
        return OF_TABLES
                .with(
                        "tables",
                        tables.stream()
                                .map(table -> "(%s::regclass::oid)".formatted(Sql.literal(table.quotedName())))
                                .collect(Collectors.joining(", ")))
                .sql();
    }
}
