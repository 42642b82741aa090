package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Refuses, with the rows that are to be corrected, where it is not one row that a key tells. */
final class AmbiguousRows {

    private final Sql sql;
    private final EdmsModel model;
    private final KeyRemapping.Maps maps;

    AmbiguousRows(Sql sql, EdmsModel model, KeyRemapping.Maps maps) {
        this.sql = sql;
        this.model = model;
        this.maps = maps;
    }

    /** Where a key names rows by type and number, and those were recognised later and have other numbers here. */
    void refuseNamesOfLaterTables(StagedTable table, List<StagedTable> tables) throws SQLException {
        StagedTable labels = KeyRemapping.types(model, tables);
        if (labels == null || table.fresh()) {
            return;
        }
        String later = tables.subList(tables.indexOf(table), tables.size()).stream()
                .map(each -> KeyRemapping.namesOf(model, each))
                .filter(names -> !names.isEmpty())
                .collect(Collectors.joining(", "));
        for (TableModel.GenericReference reference : table.meaning().genericReferences()) {
            boolean inKey = table.identity().key().contains(reference.id())
                    && table.has(reference.id())
                    && table.has(reference.type());
            if (!inKey || later.isEmpty()) {
                continue;
            }
            String named = sql.text("""
                    SELECT min(%1$s) FROM %2$s s JOIN %3$s l ON l.%4$s = s.%5$s
                    JOIN %6$s g ON g.type = s.%5$s::text AND g.old = s.%7$s::text WHERE %1$s IN (%8$s)
                    """.formatted(
                            KeyRemapping.label(model.genericTypes(), "l"),
                            table.staging(),
                            labels.staging(),
                            quoted(labels.target().primaryKey().columns().get(0)),
                            quoted(reference.type()),
                            maps.genericMoves(),
                            quoted(reference.id()),
                            later));
            if (named != null) {
                throw ambiguous(
                        table,
                        "its key names rows of the type %s by %s, and those are recognised after it; give one of them another key in the model"
                                .formatted(named, reference.id()));
            }
        }
    }

    /** Two rows of the package with one key, where the target would take both. */
    void refuseDuplicates(StagedTable table) throws SQLException {
        boolean byKey =
                !table.identity().byContent() && table.identity().key().stream().allMatch(table::has);
        if (!byKey || table.identity().guarded()) {
            return;
        }
        KeyRemapping translation = KeyRemapping.ofStaged(table, maps);
        String key = table.identity().key().stream().map(translation::value).collect(Collectors.joining(", "));
        String known = table.mapped()
                ? " AND NOT EXISTS (SELECT FROM %s known WHERE known.%s = s.%s AND known.how = 'u')"
                        .formatted(table.map(), ROW, ROW)
                : "";
        String complete = table.identity().key().stream()
                .map(column -> translation.value(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String twice = sql.text("SELECT ROW(%s)::text FROM %s WHERE %s%s GROUP BY %s HAVING count(*) > 1 LIMIT 1"
                .formatted(key, translation.from(), complete, known, key));
        if (twice != null) {
            throw ambiguous(table, "two rows of the package have the key " + twice);
        }
    }

    /** Two rows that found one, or one that found two. */
    void refuseClaims(StagedTable table) throws SQLException {
        String claimed = sql.text("""
                SELECT string_agg(ROW(%s)::text, ' and ' ORDER BY s.%s)
                FROM %s JOIN (SELECT %2$s AS number, count(*) OVER (PARTITION BY at, tab) AS claims FROM %4$s
                              WHERE at IS NOT NULL) c ON c.number = s.%2$s AND c.claims > 1
                """.formatted(described(table, "s."), ROW, table.staging() + " s", table.map()));
        if (claimed != null) {
            throw ambiguous(table, "these rows of the package are one row of the target: " + shortened(claimed));
        }
        String twice = sql.text("""
                SELECT ROW(%s)::text FROM %s s JOIN %s i ON i.%s = s.%4$s GROUP BY s.%4$s, ROW(%1$s)::text HAVING count(*) > 1
                LIMIT 1
                """.formatted(described(table, "s."), table.staging(), table.map(), ROW));
        if (twice != null) {
            throw ambiguous(table, "two rows of the target are this row of the package: " + twice);
        }
        refuseDisagreement(table);
    }

    /** A UUID that says one row, and a key that says another. */
    private void refuseDisagreement(StagedTable table) throws SQLException {
        List<String> key = table.identity().key();
        boolean both = !table.identity().byContent()
                && table.identity().uuid() != null
                && table.identity().guarded()
                && key.stream().allMatch(table::has)
                && !table.identity().hasParentInKey();
        if (!both) {
            return;
        }
        KeyRemapping translation = KeyRemapping.ofStaged(table, maps);
        String disagreement = sql.text("""
                SELECT ROW(%s)::text FROM %s JOIN %s i ON i.%s = s.%4$s AND i.how = 'u'
                JOIN %s t ON %s WHERE (t.ctid, t.tableoid) IS DISTINCT FROM (i.at, i.tab) LIMIT 1
                """.formatted(
                        described(table, "s."),
                        translation.from(),
                        table.map(),
                        ROW,
                        table.only(),
                        translation.keyEquality(table, key)));
        if (disagreement != null) {
            throw ambiguous(
                    table,
                    "the row %s of the package has the %s of one row of the target and the key of another"
                            .formatted(disagreement, table.identity().uuid()));
        }
    }

    private static String described(StagedTable table, String prefix) {
        Set<String> columns = new LinkedHashSet<>(table.identity().key());
        columns.removeIf(column -> !table.has(column));
        return columns.stream().map(column -> prefix + quoted(column)).collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "..." : text;
    }

    private static BackupException ambiguous(StagedTable table, String what) {
        return new BackupException(ErrorCode.KEY_AMBIGUOUS, table.name() + ": " + what);
    }
}
