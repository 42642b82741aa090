package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Empties tables that the EDMS fills again by itself: they describe rows as they were before a merge. */
final class Caches {

    private static final SqlTemplate HAS_ROWS = SqlTemplate.of("SELECT EXISTS (SELECT FROM :cache)");

    private static final SqlTemplate REFERENCING =
            SqlTemplate.of("SELECT min(concat_ws(', ', :columns)) FROM :child c WHERE :complete");

    private final Sql sql;
    private final List<Table> caches;
    private final List<Table> all;

    /**
     * @param caches the tables to empty
     * @param all the tables of the target
     */
    Caches(Sql sql, List<Table> caches, List<Table> all) {
        this.sql = sql;
        this.caches = caches;
        this.all = all;
    }

    /**
     * Empties all caches.
     *
     * @return a notice for each that had rows
     */
    List<Failure> empty() throws SQLException {
        for (Table cache : caches) {
            refuseReferences(cache);
        }
        List<Failure> notices = new ArrayList<>();
        for (Table cache : caches) {
            long rows = sql.update("DELETE FROM " + cache.scan());
            if (rows > 0) {
                notices.add(new Failure(ErrorCode.TABLE_EMPTIED, "%s: %d rows".formatted(cache.qualifiedName(), rows)));
            }
        }
        return notices;
    }

    /** A package must not delete rows that it does not have: only a person or this suite may say what is a cache. */
    List<Failure> keep() throws SQLException {
        List<Failure> notices = new ArrayList<>();
        for (Table cache : caches) {
            if (sql.holds(HAS_ROWS.with("cache", cache.scan()).sql())) {
                notices.add(new Failure(ErrorCode.TABLE_NOT_EMPTIED, cache.qualifiedName()));
            }
        }
        return notices;
    }

    /** Rows that stay must not lose what they reference. */
    private void refuseReferences(Table cache) throws SQLException {
        for (Table table : all) {
            boolean isCache = caches.stream().anyMatch(each -> each.tableName().equals(table.root()));
            for (Table.ForeignKey key : isCache ? List.<Table.ForeignKey>of() : table.foreignKeys()) {
                String values = key.pointsTo(cache) ? sql.text(referencing(table, key)) : null;
                if (values != null) {
                    throw new BackupException(
                            ErrorCode.MODEL_INVALID,
                            "%s is not a cache: a row of %s with %s %s references it"
                                    .formatted(
                                            cache.qualifiedName(),
                                            table.qualifiedName(),
                                            String.join(", ", key.columns()),
                                            values));
                }
            }
        }
    }

    static String referencing(Table table, Table.ForeignKey key) {
        List<String> columns =
                key.columns().stream().map(column -> "c." + quoted(column)).toList();
        return REFERENCING
                .with("columns", String.join(", ", columns))
                .with("child", table.scan())
                .with(
                        "complete",
                        columns.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND ")))
                .sql();
    }
}
