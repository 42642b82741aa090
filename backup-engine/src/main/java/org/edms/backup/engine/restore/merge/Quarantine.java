package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreReport;

/** Rows of the package that cannot be restored, each with its reason. A row that references one of them joins them. */
final class Quarantine {

    private static final int MAX_REPORTED = 1000;

    private static final SqlTemplate CREATE = SqlTemplate.of("""
            CREATE UNLOGGED TABLE IF NOT EXISTS :quarantine (staging text, row bigint, reason text, PRIMARY KEY (staging, row))
            """);

    private static final SqlTemplate TAKE = SqlTemplate.of("""
            INSERT INTO :quarantine
            SELECT :name, s.:row, :reason FROM :staging s WHERE :condition
            ON CONFLICT DO NOTHING
            """);

    private static final SqlTemplate TAKE_ONE =
            SqlTemplate.of("INSERT INTO :quarantine VALUES (:name, r, why) ON CONFLICT DO NOTHING");

    private static final SqlTemplate COUNT = SqlTemplate.of("SELECT count(*) FROM :quarantine WHERE staging = :name");

    private static final SqlTemplate REFERENCES_TAKEN = SqlTemplate.of("""
            EXISTS (SELECT FROM :parents p JOIN :quarantine q ON q.staging = :name AND q.row = p.:row WHERE :equality)
            """);

    private static final SqlTemplate NOT_TAKEN =
            SqlTemplate.of("NOT EXISTS (SELECT FROM :quarantine q WHERE q.staging = :name AND q.row = s.:row)");

    private static final SqlTemplate ROWS = SqlTemplate.of("""
            SELECT :rowText, q.reason FROM :quarantine q JOIN :staging s ON s.:row = q.row
            WHERE q.staging = :name ORDER BY q.row LIMIT :limit
            """);

    private final Sql sql;
    private final String quarantine;
    private final Map<Table.Name, Long> counts = new LinkedHashMap<>();

    Quarantine(Sql sql, String schema) {
        this.sql = sql;
        this.quarantine = quoted(schema) + ".q";
    }

    void create() throws SQLException {
        sql.execute(CREATE.with("quarantine", quarantine).sql());
    }

    /**
     * Quarantines rows.
     *
     * @param condition on a staged row {@code s}
     * @return how many
     */
    long take(StagedTable table, String condition, String reason) throws SQLException {
        long taken = sql.update(takeStatement(table, condition, reason));
        if (taken > 0) {
            counts.merge(table.tableName(), taken, Long::sum);
        }
        return taken;
    }

    /** @param reasons by the numbers of the rows */
    void take(StagedTable table, Map<Long, String> reasons) throws SQLException {
        for (Map.Entry<Long, String> each : reasons.entrySet()) {
            sql.update(
                    "INSERT INTO %s VALUES (?, ?, ?) ON CONFLICT DO NOTHING".formatted(quarantine),
                    table.staging(),
                    each.getKey(),
                    each.getValue());
        }
        recount(table);
    }

    String takeStatement(StagedTable table, String condition, String reason) {
        return with(TAKE, table)
                .with("row", ROW)
                .with("reason", Sql.literal(reason))
                .with("staging", table.staging())
                .with("condition", condition)
                .sql();
    }

    /** A statement for PL/pgSQL: {@code r} is the row and {@code why} the reason. */
    String takeOne(StagedTable table) {
        return with(TAKE_ONE, table).sql();
    }

    private SqlTemplate with(SqlTemplate statement, StagedTable table) {
        return statement.with("quarantine", quarantine).with("name", Sql.literal(table.staging()));
    }

    /** Counts the rows that {@link #takeOne} has taken. */
    void recount(StagedTable table) throws SQLException {
        long taken = sql.count(with(COUNT, table).sql());
        if (taken > 0) {
            counts.put(table.tableName(), taken);
        }
    }

    /** Quarantines the rows that reference a quarantined one, until there are none. */
    void spread(TableSet<MatchedTable> tables) throws SQLException {
        boolean more = !counts.isEmpty();
        while (more) {
            more = false;
            for (MatchedTable table : tables.where(PlannedTable::isWritten).toList()) {
                for (PlannedTable.ParentReference reference : table.parents()) {
                    more |= spread(table, reference, tables) > 0;
                }
            }
        }
    }

    private long spread(MatchedTable table, PlannedTable.ParentReference reference, TableSet<MatchedTable> tables)
            throws SQLException {
        MatchedTable parent = tables.parent(reference).orElse(null);
        boolean canSpread =
                parent != null && counts.containsKey(parent.tableName()) && table.hasAll(reference.columns());
        return canSpread ? take(table, referencesTaken(reference, parent), "it references a quarantined row") : 0;
    }

    String referencesTaken(PlannedTable.ParentReference reference, StagedTable parent) {
        return with(REFERENCES_TAKEN, parent)
                .with("parents", parent.staging())
                .with("row", ROW)
                .with("equality", Sql.equality("p", reference.referencedColumns(), "s", reference.columns()))
                .sql();
    }

    private record Taken(String staging, long row, String reason) {}

    /** Rolls back to a savepoint, but keeps the rows taken since. */
    void keepAcross(Sql.Attempt rollback, TableSet<MatchedTable> tables) throws SQLException {
        List<Taken> taken = sql.list(
                "SELECT staging, row, reason FROM " + quarantine,
                row -> new Taken(row.getString(1), row.getLong(2), row.getString(3)));
        rollback.run();
        for (Taken each : taken) {
            sql.update(
                    "INSERT INTO %s VALUES (?, ?, ?) ON CONFLICT DO NOTHING".formatted(quarantine),
                    each.staging(),
                    each.row(),
                    each.reason());
        }
        for (MatchedTable table : tables) {
            recount(table);
        }
        spread(tables);
    }

    long count(StagedTable table) {
        return counts.getOrDefault(table.tableName(), 0L);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** A condition on a staged row {@code s}: it is not quarantined. */
    String notTaken(StagedTable table) {
        return counts.containsKey(table.tableName())
                ? with(NOT_TAKEN, table).with("row", ROW).sql()
                : "true";
    }

    /** The rows and reasons for the report. */
    List<RestoreReport.SetAside> rows(TableSet<MatchedTable> tables) throws SQLException {
        List<RestoreReport.SetAside> rows = new ArrayList<>();
        for (MatchedTable table :
                tables.where(each -> counts.containsKey(each.tableName())).toList()) {
            rows.addAll(sql.list(
                    rowsStatement(table),
                    row -> new RestoreReport.SetAside(table.name(), row.getString(1), row.getString(2))));
        }
        return rows;
    }

    String rowsStatement(StagedTable table) {
        return with(ROWS, table)
                .with("rowText", RowText.of(table, "s"))
                .with("staging", table.staging())
                .with("row", ROW)
                .with("limit", MAX_REPORTED)
                .sql();
    }

    /** Why nothing is restored: the first row stands for all. */
    Failure failure(List<RestoreReport.SetAside> rows) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        return new Failure(
                ErrorCode.REFERENCE_UNRESOLVED,
                rows.stream()
                        .findFirst()
                        .map(row -> "%s, row %s: %s (%d rows in total)"
                                .formatted(row.table(), row.row(), row.reason(), total))
                        .orElse(""));
    }
}
