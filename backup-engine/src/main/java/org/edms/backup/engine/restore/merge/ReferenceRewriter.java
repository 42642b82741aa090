package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.UnreadableValueException;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/**
 * Remaps the declared references of a staged table that no join can remap, because the ids are inside of values or a type says
 * which table they belong to. It reads the rows in batches, looks up the ids of a batch at once, and writes the changed values to a
 * table beside the staging table, which {@link KeyRemapping} joins.
 */
final class ReferenceRewriter {

    private static final int BATCH_ROWS = 5_000;

    private static final SqlTemplate READ = SqlTemplate.of("""
            SELECT s.:row, :rowText, :restorable:values FROM :staging s WHERE :any
            """);

    private static final SqlTemplate CREATE = SqlTemplate.of("CREATE UNLOGGED TABLE :table (:row bigint:columns)");

    private static final SqlTemplate WRITE = SqlTemplate.of("INSERT INTO :table VALUES (?:values)");

    private final Sql sql;
    private final StagedTable table;
    private final ReferenceTypes types;
    private final ReferencedKeys keys;
    private final boolean matching;
    private final Set<Table.Name> later;
    private final List<DeclaredReference> references;
    private final List<String> columns;
    private final List<String> typeColumns;
    private final Set<Destination> matchedLater = new LinkedHashSet<>();
    private final UnresolvedValues unresolved = new UnresolvedValues();

    private ReferenceRewriter(
            Sql sql,
            StagedTable table,
            ReferenceTypes types,
            ReferencedKeys keys,
            boolean matching,
            Set<Table.Name> later) {
        this.sql = sql;
        this.table = table;
        this.types = types;
        this.keys = keys;
        this.matching = matching;
        this.later = Set.copyOf(later);
        this.references = table.declared().stream()
                .filter(reference -> !matching || isInKey(table, reference))
                .toList();
        this.columns =
                references.stream().map(DeclaredReference::column).distinct().toList();
        this.typeColumns = references.stream()
                .map(DeclaredReference::type)
                .filter(type -> type != null && table.has(type))
                .distinct()
                .toList();
    }

    /**
     * For rows that are about to be matched by values with references: ids that are found nowhere may still be.
     *
     * @param later tables that are not matched yet
     */
    static ReferenceRewriter beforeMatching(
            Sql sql, StagedTable table, ReferenceTypes types, ReferencedKeys keys, Set<Table.Name> later) {
        return new ReferenceRewriter(sql, table, types, keys, true, later);
    }

    /** For rows that are about to be written. */
    static ReferenceRewriter beforeWriting(Sql sql, MatchedTable table, ReferenceTypes types, ReferencedKeys keys) {
        return new ReferenceRewriter(sql, table, types, keys, false, Set.of());
    }

    /** Whether rows are matched by the column of a reference, or referenced by it. */
    static boolean isInKey(StagedTable table, DeclaredReference reference) {
        return table.naturalKey().key().contains(reference.column())
                || table.remappable().contains(reference.column());
    }

    /** Whether there is anything to rewrite. */
    boolean isNeeded() {
        return !references.isEmpty();
    }

    UnresolvedValues unresolved() {
        return unresolved;
    }

    /** What values reference although it is not matched yet: their ids are not rewritten. */
    Set<Destination> matchedLater() {
        return matchedLater;
    }

    RewrittenColumns rewrite() throws SQLException {
        String into = table.staging() + (matching ? "k" : "d");
        sql.execute(create(into));
        try (Statement read = sql.connection().createStatement();
                PreparedStatement write = sql.connection().prepareStatement(write(into))) {
            read.setFetchSize(BATCH_ROWS);
            List<Row> batch = new ArrayList<>();
            try (ResultSet rows = read.executeQuery(read())) {
                while (rows.next()) {
                    batch.add(row(rows));
                    if (batch.size() == BATCH_ROWS) {
                        rewrite(batch, write);
                        batch.clear();
                    }
                }
            }
            rewrite(batch, write);
        }
        sql.execute("ANALYZE " + into);
        return new RewrittenColumns(into, new LinkedHashSet<>(columns), unresolved.kept());
    }

    private String read() {
        return READ.with("row", ROW)
                .with("rowText", RowText.of(table, "s"))
                .with("restorable", table.isWritten() ? table.restorableRows() : "false")
                .with(
                        "values",
                        Stream.concat(columns.stream(), typeColumns.stream())
                                .map(column -> ", s." + quoted(column) + "::text")
                                .collect(Collectors.joining()))
                .with("staging", table.staging())
                .with(
                        "any",
                        columns.stream()
                                .map(column -> "s." + quoted(column) + " IS NOT NULL")
                                .collect(Collectors.joining(" OR ")))
                .sql();
    }

    private String create(String into) {
        return CREATE.with("table", into)
                .with("row", ROW)
                .with(
                        "columns",
                        columns.stream()
                                .map(column -> ", %s %s".formatted(quoted(column), table.type(column)))
                                .collect(Collectors.joining()))
                .sql();
    }

    private String write(String into) {
        return WRITE.with("table", into)
                .with(
                        "values",
                        columns.stream()
                                .map(column -> ", ?::" + table.type(column))
                                .collect(Collectors.joining()))
                .sql();
    }

    private record Row(
            long number, String name, boolean restorable, Map<String, String> values, Map<String, String> types) {}

    private Row row(ResultSet rows) throws SQLException {
        Map<String, String> values = new HashMap<>();
        Map<String, String> typeValues = new HashMap<>();
        int position = 4;
        for (String column : columns) {
            values.put(column, rows.getString(position++));
        }
        for (String column : typeColumns) {
            typeValues.put(column, rows.getString(position++));
        }
        return new Row(rows.getLong(1), rows.getString(2), rows.getBoolean(3), values, typeValues);
    }

    private ReferenceTypes.Meaning meaning(DeclaredReference reference, Row row) {
        return types.meaning(reference, row.types().get(reference.type()));
    }

    private void rewrite(List<Row> batch, PreparedStatement write) throws SQLException {
        Map<Destination, Found> found = look(collectIds(batch));
        for (Row row : batch) {
            Map<String, String> values = new HashMap<>(row.values());
            for (DeclaredReference reference : references) {
                String value = values.get(reference.column());
                if (value != null) {
                    values.put(reference.column(), rewritten(reference, row, value, found));
                }
            }
            if (!values.equals(row.values())) {
                add(row, values, write);
            }
        }
        write.executeBatch();
    }

    private void add(Row row, Map<String, String> values, PreparedStatement write) throws SQLException {
        write.setLong(1, row.number());
        for (int i = 0; i < columns.size(); i++) {
            write.setObject(i + 2, values.get(columns.get(i)), Types.VARCHAR);
        }
        write.addBatch();
    }

    private Map<Destination, Set<String>> collectIds(List<Row> batch) {
        Map<Destination, Set<String>> ids = new LinkedHashMap<>();
        for (Row row : batch) {
            for (DeclaredReference reference : references) {
                String value = row.values().get(reference.column());
                if (value != null && meaning(reference, row) instanceof ReferenceTypes.Meaning.To to) {
                    to.destinations()
                            .forEach(destination -> collectIds(
                                    reference, value, ids.computeIfAbsent(destination, any -> new HashSet<>())));
                }
            }
        }
        return ids;
    }

    /** A value that cannot be read has no ids; it is reported when it is rewritten. */
    private static void collectIds(DeclaredReference reference, String value, Set<String> ids) {
        try {
            reference.place().replace(value, id -> {
                ids.add(id);
                return id;
            });
        } catch (UnreadableValueException e) {
            return;
        }
    }

    /**
     * The ids of one table.
     *
     * @param targets the target's ids by those of the package
     * @param used ids of rows that are not in the package, but that other rows of the target have
     */
    private record Found(Map<String, String> targets, Set<String> used) {}

    private Map<Destination, Found> look(Map<Destination, Set<String>> ids) throws SQLException {
        Map<Destination, Found> found = new HashMap<>();
        for (Map.Entry<Destination, Set<String>> each : ids.entrySet()) {
            Destination to = each.getKey();
            if (matching && later.contains(to.table().tableName())) {
                matchedLater.add(to);
                continue;
            }
            Map<String, String> targets = keys.find(to, each.getValue());
            Set<String> missing = to.canonical(each.getValue());
            missing.removeAll(targets.keySet());
            found.put(to, new Found(targets, matching ? Set.of() : keys.usedInTarget(to, missing)));
        }
        return found;
    }

    private String rewritten(DeclaredReference reference, Row row, String value, Map<Destination, Found> found) {
        ReferenceTypes.Meaning meaning = meaning(reference, row);
        if (meaning instanceof ReferenceTypes.Meaning.NoReference) {
            return value;
        }
        if (meaning instanceof ReferenceTypes.Meaning.UnknownType unknown) {
            if (reference.place().mayContainIds(value)) {
                reject(reference, row, "the type %s is unknown".formatted(unknown.name()));
            }
            return value;
        }
        ReferenceTypes.Meaning.To to = (ReferenceTypes.Meaning.To) meaning;
        int[] ids = new int[1];
        try {
            String written = reference.place().replace(value, id -> {
                ids[0]++;
                return target(reference, row, to, id, found);
            });
            unresolved.read(reference, ids[0]);
            boolean needsText = written == null && table.isNotNull(reference.column());
            return needsText ? "" : written;
        } catch (UnreadableValueException e) {
            reject(reference, row, e.getMessage());
            return value;
        }
    }

    /** What cannot be read cannot be cleared either. */
    private void reject(DeclaredReference reference, Row row, String why) {
        if (matching || !row.restorable()) {
            return;
        }
        if (reference.missing() == DeclaredReference.Missing.KEEP
                || reference.missing() == DeclaredReference.Missing.IGNORE) {
            unresolved.keep(reference, row.name(), why);
        } else {
            unresolved.refuse(row.number(), "its %s is unreadable: %s".formatted(reference, why));
        }
    }

    private String target(
            DeclaredReference reference,
            Row row,
            ReferenceTypes.Meaning.To to,
            String id,
            Map<Destination, Found> found) {
        boolean used = false;
        for (Destination destination : to.destinations()) {
            String canonical = destination.canonical(id);
            Found there = found.get(destination);
            if (canonical != null && there != null) {
                String target = there.targets().get(canonical);
                if (target != null) {
                    return destination.written(id, target);
                }
                used |= there.used().contains(canonical);
            }
        }
        if (matching || !row.restorable()) {
            return id;
        }
        switch (reference.missing()) {
            case REFUSE ->
                unresolved.refuse(
                        row.number(),
                        "its %s references a row in neither package nor target: %s -> %s".formatted(reference, id, to));
            case KEEP, IGNORE -> {
                if (used) {
                    unresolved.refuse(
                            row.number(),
                            "its %s references a row that the package does not have, and %s is another row of %s in the target; declare the reference with missing: clear"
                                    .formatted(reference, id, to));
                } else if (reference.missing() == DeclaredReference.Missing.IGNORE) {
                    unresolved.ignore(reference);
                } else {
                    unresolved.keep(reference, row.name(), id);
                }
            }
            case CLEAR -> {
                unresolved.clear(reference, row.name(), id);
                return null;
            }
        }
        return id;
    }
}
