package org.edms.backup.engine.restore.target;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;

/**
 * Suspends user triggers, user rules, and the row-by-row check of foreign keys while rows are written. These rows were written
 * once before, in the source system, and their triggers ran then. The suspension is rolled back with the transaction.
 */
public final class TriggerSuspension {

    private static final SqlTemplate TRIGGERS_AND_RULES = SqlTemplate.of("""
            SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
                   format('ALTER TABLE %s ENABLE %sTRIGGER %I', tgrelid::regclass,
                          CASE tgenabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END, tgname)
            FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND :notInherited AND tgrelid = ANY (:tables)
            UNION ALL
            SELECT format('ALTER TABLE %s DISABLE RULE %I', ev_class::regclass, rulename),
                   format('ALTER TABLE %s ENABLE %sRULE %I', ev_class::regclass,
                          CASE ev_enabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END, rulename)
            FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_enabled <> 'D' AND ev_class = ANY (:tables)
            """);

    private static final SqlTemplate FOREIGN_KEYS = SqlTemplate.of("""
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
                   CASE WHEN obj_description(oid, 'pg_constraint') IS NOT NULL
                        THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
                                    obj_description(oid, 'pg_constraint')) END
            FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY (:tables)
            """);

    private final Sql sql;
    private final List<String> restoring = new ArrayList<>();

    private TriggerSuspension(Sql sql) {
        this.sql = sql;
    }

    /** Drops foreign keys only if this user may not set {@code session_replication_role}, which suspends their checks. */
    public static TriggerSuspension begin(Sql sql, List<Table> tables) throws SQLException {
        TriggerSuspension suspension = new TriggerSuspension(sql);
        boolean marksInherited = sql.holds("SELECT current_setting('server_version_num')::int >= 130000");
        suspension.suspend(triggersAndRules(tables, marksInherited));
        boolean mayBeReplica = sql.attempt(() -> sql.execute("SET LOCAL session_replication_role = replica")) == null;
        if (!mayBeReplica) {
            suspension.suspend(foreignKeys(tables));
        }
        return suspension;
    }

    /**
     * Selects statements that disable triggers and rules, and statements that enable them again.
     *
     * @param marksInherited whether the server's catalog marks triggers that a partition inherits
     */
    static String triggersAndRules(List<Table> tables, boolean marksInherited) {
        return TRIGGERS_AND_RULES
                .with("notInherited", marksInherited ? "tgparentid = 0" : "true")
                .with("tables", array(tables))
                .sql();
    }

    /** Selects statements that drop foreign keys, and statements that create them again. */
    static String foreignKeys(List<Table> tables) {
        return FOREIGN_KEYS.with("tables", array(tables)).sql();
    }

    private static String array(List<Table> tables) {
        String names = tables.stream()
                .map(table -> "\"" + table.quotedName().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(","));
        return "'{" + names.replace("'", "''") + "}'::regclass[]";
    }

    /** @param query selects a suspending statement, and one or more statements that end the suspension, or NULL */
    private void suspend(String query) throws SQLException {
        for (List<String> statements : sql.list(query, TriggerSuspension::columns)) {
            sql.execute(statements.get(0));
            statements.stream().skip(1).filter(Objects::nonNull).forEach(restoring::add);
        }
    }

    private static List<String> columns(ResultSet row) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getString(i));
        }
        return columns;
    }

    /** Ends the suspension. Foreign keys that were dropped are recreated, which checks them. */
    public void end() throws SQLException {
        for (String statement : restoring) {
            sql.execute(statement);
        }
    }
}
