package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;

/**
 * Suspends user triggers, user rules, and the row-by-row check of foreign keys while rows are written. These rows were written
 * once before, in the source system, and their triggers ran then. The suspension is rolled back with the transaction.
 */
public final class TriggerSuspension {

    private static final String OF_TABLES = "= ANY ('{%s}'::regclass[])";

    private static final String FIRING = """
            SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
                   format('ALTER TABLE %s ENABLE %sTRIGGER %I', tgrelid::regclass,
                          CASE tgenabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END, tgname)
            FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgparentid = 0 AND tgrelid :tables
            UNION ALL
            SELECT format('ALTER TABLE %s DISABLE RULE %I', ev_class::regclass, rulename),
                   format('ALTER TABLE %s ENABLE %sRULE %I', ev_class::regclass,
                          CASE ev_enabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END, rulename)
            FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_enabled <> 'D' AND ev_class :tables
            """;

    private static final String FOREIGN_KEYS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
                   CASE WHEN obj_description(oid, 'pg_constraint') IS NOT NULL
                        THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
                                    obj_description(oid, 'pg_constraint')) END
            FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid :tables
            """;

    private final Sql sql;
    private final List<String> after = new ArrayList<>();

    private TriggerSuspension(Sql sql) {
        this.sql = sql;
    }

    public static TriggerSuspension begin(Sql sql, List<Table> tables) throws SQLException {
        TriggerSuspension quiet = new TriggerSuspension(sql);
        String ids = OF_TABLES.formatted(tables.stream()
                .map(table -> "\"" + table.quotedName().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .map(name -> name.replace("'", "''"))
                .collect(Collectors.joining(",")));
        String firing = FIRING.replace(":tables", ids);
        if (!sql.holds("SELECT current_setting('server_version_num')::int >= 130000")) {
            firing = firing.replace(" AND tgparentid = 0", "");
        }
        quiet.carryOut(firing);
        boolean mayBeReplica = sql.attempt(() -> sql.execute("SET LOCAL session_replication_role = replica")) == null;
        if (!mayBeReplica) {
            quiet.carryOut(FOREIGN_KEYS.replace(":tables", ids));
        }
        return quiet;
    }

    private void carryOut(String query) throws SQLException {
        for (List<String> pair : sql.list(query, row -> {
            List<String> statements = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                statements.add(row.getString(i));
            }
            return statements;
        })) {
            sql.execute(pair.get(0));
            after.addAll(pair.subList(1, pair.size()));
        }
    }

    /** Ends the suspension. Foreign keys that were dropped are recreated, which checks them. */
    public void end() throws SQLException {
        after.removeAll(Collections.singleton(null));
        for (String statement : after) {
            sql.execute(statement);
        }
    }
}
