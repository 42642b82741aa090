package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.restore.RestoreReport;

/** Rows of the package that cannot be restored, each with the reason. What points to one of them cannot be either. */
final class Quarantine {

    private static final int MOST_TOLD = 1000;

    private final Sql sql;
    private final String rows;
    private final Map<StagedTable, Long> counts = new HashMap<>();

    Quarantine(Sql sql, String schema) {
        this.sql = sql;
        this.rows = quoted(schema) + ".q";
    }

    void begin() throws SQLException {
        sql.execute(
                "CREATE UNLOGGED TABLE IF NOT EXISTS %s (staging text, row bigint, reason text, PRIMARY KEY (staging, row))"
                        .formatted(rows));
    }

    /** @param condition on a staged row, {@code s} */
    long take(StagedTable table, String condition, String reason) throws SQLException {
        long taken = sql.update("INSERT INTO %s SELECT %s, s.%s, %s FROM %s s WHERE %s ON CONFLICT DO NOTHING"
                .formatted(rows, Sql.literal(table.staging()), ROW, Sql.literal(reason), table.staging(), condition));
        if (taken > 0) {
            counts.merge(table, taken, Long::sum);
        }
        return taken;
    }

    /** As a statement inside a server's block: {@code r} is the row and {@code why} its reason. */
    String takeOne(StagedTable table) {
        return "INSERT INTO %s VALUES (%s, r, why) ON CONFLICT DO NOTHING"
                .formatted(rows, Sql.literal(table.staging()));
    }

    /** Counts again what {@link #takeOne} has taken. */
    void recount(StagedTable table) throws SQLException {
        long taken =
                sql.count("SELECT count(*) FROM %s WHERE staging = %s".formatted(rows, Sql.literal(table.staging())));
        if (taken > 0) {
            counts.put(table, taken);
        }
    }

    /** Takes whatever points to a row that was taken, until nothing does. */
    void spread(List<StagedTable> tables) throws SQLException {
        boolean more = !counts.isEmpty();
        while (more) {
            more = false;
            for (StagedTable table : tables) {
                for (StagedTable.Link link : table.links()) {
                    boolean reaches = table.written()
                            && link.staged() != null
                            && counts.containsKey(link.staged())
                            && table.columns().containsAll(link.columns());
                    if (reaches && take(table, pointsToTaken(link), "it points to a row that is set aside") > 0) {
                        more = true;
                    }
                }
            }
        }
    }

    private String pointsToTaken(StagedTable.Link link) {
        return "EXISTS (SELECT FROM %s p JOIN %s q ON q.staging = %s AND q.row = p.%s WHERE %s)"
                .formatted(
                        link.staged().staging(),
                        rows,
                        Sql.literal(link.staged().staging()),
                        ROW,
                        Sql.equality("p", link.referenced(), "s", link.columns()));
    }

    private record Taken(String staging, long row, String reason) {}

    /** Goes back to a savepoint, and keeps what was taken since. */
    void keepThrough(Sql.Attempt rollback, List<StagedTable> tables) throws SQLException {
        List<Taken> taken = sql.list(
                "SELECT staging, row, reason FROM " + rows,
                row -> new Taken(row.getString(1), row.getLong(2), row.getString(3)));
        rollback.run();
        for (Taken each : taken) {
            sql.update(
                    "INSERT INTO %s VALUES (?, ?, ?) ON CONFLICT DO NOTHING".formatted(rows),
                    each.staging(),
                    each.row(),
                    each.reason());
        }
        for (StagedTable table : tables) {
            recount(table);
        }
        spread(tables);
    }

    long count(StagedTable table) {
        return counts.getOrDefault(table, 0L);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    long size() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A condition on a staged row, {@code s}: it is not set aside. */
    String spared(StagedTable table) {
        return counts.containsKey(table)
                ? "NOT EXISTS (SELECT FROM %s q WHERE q.staging = %s AND q.row = s.%s)"
                        .formatted(rows, Sql.literal(table.staging()), ROW)
                : "true";
    }

    /** The rows and why, for the report. */
    List<RestoreReport.SetAside> told() throws SQLException {
        List<RestoreReport.SetAside> told = new ArrayList<>();
        for (StagedTable table : counts.keySet()) {
            told.addAll(sql.list(
                    "SELECT %s, q.reason FROM %s q JOIN %s s ON s.%s = q.row WHERE q.staging = %s ORDER BY q.row LIMIT %d"
                            .formatted(
                                    ReferenceResolver.rowText(table, "s"),
                                    rows,
                                    table.staging(),
                                    ROW,
                                    Sql.literal(table.staging()),
                                    MOST_TOLD),
                    row -> new RestoreReport.SetAside(table.name(), row.getString(1), row.getString(2))));
        }
        return told;
    }
}
