package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.UnreadableValueException;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.OnMatch;

/** Reads the declared references of the written rows back from the target, and looks for the rows that they name. */
final class DeclaredReferenceCheck {

    private static final int BATCH_ROWS = 5_000;

    private static final SqlTemplate ALL = SqlTemplate.of("""
            SELECT :rowText, t.:column::text, :type FROM :target t WHERE t.:column IS NOT NULL
            """);

    private static final SqlTemplate WRITTEN = SqlTemplate.of("""
            SELECT :rowText, t.:column::text, :type FROM :target t JOIN :keyMap i ON :samePrimaryKey
            WHERE i.how IN (:kinds) AND t.:column IS NOT NULL
            """);

    private final Sql sql;
    private final KeyMaps maps;
    private final OnMatch onMatch;
    private final ReferenceTypes types;

    /** @param onMatch what the options say about matched rows */
    DeclaredReferenceCheck(Sql sql, KeyMaps maps, OnMatch onMatch, List<Table> all) throws SQLException {
        this.sql = sql;
        this.maps = maps;
        this.onMatch = onMatch;
        this.types = ReferenceTypes.ofTarget(maps.generic(), maps.tables(), all, sql);
    }

    List<Check> check() throws SQLException {
        List<Check> checks = new ArrayList<>();
        for (MatchedTable table : maps.tables().where(PlannedTable::isWritten).toList()) {
            for (DeclaredReference reference : table.meaning().references().declared()) {
                if (table.has(reference.column()) && !table.isBlanked(reference.column())) {
                    checks.add(check(table, reference.in(table.target())));
                }
            }
        }
        return checks;
    }

    private Check check(MatchedTable table, DeclaredReference reference) throws SQLException {
        String name = "reference %s.%s".formatted(table.name(), reference);
        boolean canFindRows = !table.hasKeyMap()
                || (!table.primaryKey().isEmpty() && table.remappable().containsAll(table.primaryKey()));
        if (!canFindRows) {
            return new Check(name, true, "not checked, because the table has no primary key");
        }
        Walk walk = new Walk(reference);
        try (Statement read = sql.connection().createStatement()) {
            read.setFetchSize(BATCH_ROWS);
            try (ResultSet rows = read.executeQuery(rows(table, reference))) {
                while (rows.next()) {
                    walk.add(rows.getString(1), rows.getString(2), rows.getString(3));
                }
            }
        }
        walk.look();
        long kept = maps.rewritten(table)
                .map(rewritten -> rewritten.kept().getOrDefault(reference, 0L))
                .orElse(0L);
        return walk.missing > kept
                ? new Check(
                        name,
                        false,
                        "%d of %d ids name nothing, such as %s".formatted(walk.missing, walk.ids, walk.example))
                : new Check(
                        name, true, "%d ids, %d of them unresolved in the package".formatted(walk.ids, walk.missing));
    }

    String rows(MatchedTable table, DeclaredReference reference) {
        SqlTemplate query = table.hasKeyMap() ? WRITTEN : ALL;
        SqlTemplate complete = query.with("rowText", RowText.of(table, "t"))
                .with("column", quoted(reference.column()))
                .with("type", reference.type() == null ? "NULL" : "t." + quoted(reference.type()) + "::text")
                .with("target", table.scanTarget());
        if (!table.hasKeyMap()) {
            return complete.sql();
        }
        return complete.with("keyMap", table.keyMap())
                .with(
                        "samePrimaryKey",
                        table.primaryKey().stream()
                                .map(column -> "t.%s = i.%s".formatted(quoted(column), targetKey(column)))
                                .collect(Collectors.joining(" AND ")))
                .with("kinds", MatchKind.written(table.onMatch(onMatch) == OnMatch.UPDATE))
                .sql();
    }

    /** A value that cannot be read or has an unknown type counts as one missing id. */
    private final class Walk {
        private final DeclaredReference reference;
        private final Map<ReferenceTypes.Meaning.To, Map<String, String>> rowsOfIds = new HashMap<>();
        private final Map<ReferenceTypes.Meaning.To, Map<String, Long>> counts = new HashMap<>();
        private int rows;
        private long ids;
        private long missing;
        private String example;

        Walk(DeclaredReference reference) {
            this.reference = reference;
        }

        void add(String row, String value, String type) throws SQLException {
            ReferenceTypes.Meaning meaning = types.meaning(reference, type);
            if (meaning instanceof ReferenceTypes.Meaning.UnknownType unknown) {
                if (reference.place().mayContainIds(value)) {
                    miss(1, row, "type " + unknown.name());
                }
            } else if (meaning instanceof ReferenceTypes.Meaning.To to) {
                add(row, value, to);
            }
            rows++;
            if (rows == BATCH_ROWS) {
                look();
            }
        }

        private void add(String row, String value, ReferenceTypes.Meaning.To to) {
            try {
                reference.place().replace(value, id -> {
                    ids++;
                    if (to.destinations().stream().allMatch(each -> each.canonical(id) == null)) {
                        miss(1, row, id);
                    } else {
                        rowsOfIds.computeIfAbsent(to, any -> new HashMap<>()).put(id, row);
                        counts.computeIfAbsent(to, any -> new HashMap<>()).merge(id, 1L, Long::sum);
                    }
                    return id;
                });
            } catch (UnreadableValueException e) {
                miss(1, row, e.getMessage());
            }
        }

        private void look() throws SQLException {
            for (Map.Entry<ReferenceTypes.Meaning.To, Map<String, Long>> each : counts.entrySet()) {
                Set<String> absent = new HashSet<>(each.getValue().keySet());
                for (Destination to : each.getKey().destinations()) {
                    Set<String> found =
                            new HashSet<>(sql.list(to.inTarget(to.canonical(absent)), row -> row.getString(1)));
                    absent.removeIf(id -> found.contains(to.canonical(id)));
                }
                absent.forEach(id -> miss(
                        each.getValue().get(id), rowsOfIds.get(each.getKey()).get(id), id));
            }
            rows = 0;
            counts.clear();
            rowsOfIds.clear();
        }

        private void miss(long count, String row, String what) {
            missing += count;
            example = "%s in row %s".formatted(what, row);
        }
    }
}
