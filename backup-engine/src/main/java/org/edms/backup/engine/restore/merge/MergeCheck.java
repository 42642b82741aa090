package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.OnMatch;

/** Looks at what was written before it is committed, by other ways than it was written. */
final class MergeCheck {

    private final Sql sql;
    private final KeyRemapping.Maps maps;
    private final Quarantine quarantine;
    private final OnMatch onMatch;
    private final List<Check> checks = new ArrayList<>();

    MergeCheck(Sql sql, KeyRemapping.Maps maps, Quarantine quarantine, OnMatch onMatch) {
        this.sql = sql;
        this.maps = maps;
        this.quarantine = quarantine;
        this.onMatch = onMatch;
    }

    List<Check> checks() {
        return checks;
    }

    /** Each row of the package is counted once, and the target has as many rows more as were inserted. */
    void account(StagedTable table, Account account, long before, long after, long stubs) {
        long packaged = table.sources().stream()
                .filter(source -> !source.referencesOnly())
                .mapToLong(source -> source.rows())
                .sum();
        boolean right = account.addsUp()
                && (!table.written() || account.inPackage() == packaged)
                && after == before + account.inserted() + stubs;
        add(
                "account of " + table.name(),
                right,
                "%d in the package; inserted %d, matched %d, updated %d, left %d, set aside %d; before %d, after %d"
                        .formatted(
                                packaged,
                                account.inserted(),
                                account.matched(),
                                account.updated(),
                                account.left(),
                                account.quarantined(),
                                before,
                                after));
    }

    /** What was streamed is there, to the last byte. */
    void readBack(StagedTable table) {
        add("content of " + table.name(), true, "as in the package, read back");
    }

    /** The rows of the target are what the package has, seen through the maps. */
    void content(StagedTable table) throws SQLException {
        KeyRemapping translation = KeyRemapping.ofIdentified(table, maps);
        Map<String, String> values = translation.values();
        List<String> columns = table.columns().stream()
                .filter(column -> !table.isBlanked(column))
                .toList();
        List<String> names = handle(table);
        if (names.isEmpty() || columns.isEmpty()) {
            return;
        }
        String equality = names.stream()
                .map(column -> "t.%s = %s".formatted(quoted(column), values.get(column)))
                .collect(Collectors.joining(" AND "));
        boolean all = onMatch == OnMatch.UPDATE;
        String compared = table.mapped() && !all ? "i.how = 'n'" : "true";
        String here = columns.stream()
                .map(column -> compared(table, column, "t." + quoted(column)))
                .collect(Collectors.joining(", "));
        String there = columns.stream()
                .map(column -> compared(table, column, values.get(column)))
                .collect(Collectors.joining(", "));
        String wrong = sql.text(
                "SELECT min(%s) FROM %s\nLEFT JOIN %s t ON %s\nWHERE %s AND %s AND ROW(%s)::record *<> ROW(%s)::record"
                        .formatted(
                                ReferenceResolver.rowText(table, "s"),
                                translation.from(),
                                table.only(),
                                equality,
                                compared + " AND " + table.own(),
                                quarantine.spared(table),
                                here,
                                there));
        add(
                "content of " + table.name(),
                wrong == null,
                wrong == null
                        ? "as in the package, by " + String.join(", ", names)
                        : "the row " + wrong + " is not what the package has");
    }

    /** A row that was found keeps its secrets, so they are compared in new rows alone. */
    private static String compared(StagedTable table, String column, String value) {
        return table.mapped() && table.keepsTargetValue(column)
                ? "CASE WHEN i.how = 'n' THEN %s END".formatted(value)
                : value;
    }

    /** The columns by which a row that was written is found again. */
    private static List<String> handle(StagedTable table) {
        if (table.target().primaryKey() != null
                && table.mobile().containsAll(table.target().primaryKey().columns())) {
            return table.target().primaryKey().columns();
        }
        boolean complete = !table.identity().byContent()
                && table.identity().guarded()
                && table.identity().key().stream()
                        .allMatch(column -> table.has(column)
                                && table.target().column(column).orElseThrow().notNull());
        return complete ? table.identity().key() : List.of();
    }

    /** Each row of a map is, on both sides, the row of the same key. */
    void map(StagedTable table) throws SQLException {
        if (!table.mapped()
                || table.target().primaryKey() == null
                || table.identity().byContent()) {
            return;
        }
        List<String> primary = table.target().primaryKey().columns();
        Set<String> pointers = new LinkedHashSet<>();
        table.links().forEach(link -> pointers.addAll(link.columns()));
        table.meaning().genericReferences().forEach(reference -> pointers.add(reference.id()));
        List<String> plain = table.identity().key().stream()
                .filter(column -> table.has(column) && !pointers.contains(column))
                .filter(column -> !table.mobile().contains(column))
                .toList();
        if (plain.isEmpty() || !table.mobile().containsAll(primary)) {
            return;
        }
        String equality = primary.stream()
                .map(column -> "t.%s = i.%s".formatted(quoted(column), StagedTable.now(column)))
                .collect(Collectors.joining(" AND "));
        String here = plain.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", "));
        String there = plain.stream().map(column -> "s." + quoted(column)).collect(Collectors.joining(", "));
        String hows = onMatch == OnMatch.UPDATE ? "'u', 'k', 'n', 's'" : "'k', 'n', 's'";
        String wrong = sql.text("""
                SELECT min(%s) FROM %s s JOIN %s i ON i.%s = s.%4$s LEFT JOIN %s t ON %s
                WHERE i.how IN (%s) AND %s AND ROW(%s)::record *<> ROW(%s)::record
                """.formatted(
                        ReferenceResolver.rowText(table, "s"),
                        table.staging(),
                        table.map(),
                        ROW,
                        table.only(),
                        equality,
                        hows,
                        quarantine.spared(table),
                        here,
                        there));
        add(
                "map of " + table.name(),
                wrong == null,
                wrong == null
                        ? "each leads to the row with the same " + String.join(", ", plain)
                        : "the row " + wrong + " was sent to another row");
    }

    void add(List<Check> more) {
        checks.addAll(more);
    }

    private void add(String name, boolean passed, String detail) {
        checks.add(new Check(name, passed, detail));
    }
}
