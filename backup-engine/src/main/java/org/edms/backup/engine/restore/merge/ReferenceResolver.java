package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.TargetSequences;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Reference;

/**
 * Finds the rows that point to something which is neither in the package nor in the target. What the model allows is made as a
 * stub; a row that still points nowhere is unresolved.
 */
final class ReferenceResolver {

    private static final int MOST_TOLD = 1000;
    private static final int TYPES_NAMED = 5;

    private final Sql sql;
    private final List<StagedTable> tables;
    private final Quarantine quarantine;
    private final List<Reference> references = new ArrayList<>();

    ReferenceResolver(Sql sql, List<StagedTable> tables, Quarantine quarantine) {
        this.sql = sql;
        this.tables = tables;
        this.quarantine = quarantine;
    }

    List<Reference> references() {
        return references;
    }

    /** Decides on the stubs, and sets aside what still points nowhere. */
    void complete() throws SQLException, StagingNeeded {
        for (StagedTable table : tables) {
            refuseMissingColumns(table);
            if (table.looksUp() && table.meaning().stub() != null) {
                prepareStubs(table);
            }
        }
        for (StagedTable table : tables) {
            if (table.written() && !table.streamed()) {
                for (StagedTable.Link link : table.links()) {
                    unresolved(table, link);
                }
            }
        }
        if (!quarantine.isEmpty() && tables.stream().anyMatch(StagedTable::streamed)) {
            throw new StagingNeeded("rows cannot be restored");
        }
        quarantine.spread(tables);
    }

    /** Values that the model puts in the place of NULL. */
    List<Failure> substitutions() throws SQLException {
        List<Failure> told = new ArrayList<>();
        for (StagedTable table : tables) {
            if (!table.written()) {
                continue;
            }
            for (Map.Entry<String, String> onNull : table.meaning().onNull().entrySet()) {
                String column = onNull.getKey();
                if (table.target().column(column).isEmpty()) {
                    continue;
                }
                String missing = table.has(column) ? "s." + quoted(column) + " IS NULL" : "true";
                long rows = table.streamed()
                        ? table.substituted(column)
                        : sql.count("SELECT count(*) FROM %s s WHERE %s AND %s"
                                .formatted(table.staging(), table.own(), missing));
                if (rows > 0) {
                    told.add(new Failure(
                            ErrorCode.VALUE_SUBSTITUTED,
                            "%d rows of %s have no %s; the model puts '%s' there"
                                    .formatted(rows, table.name(), column, onNull.getValue())));
                }
            }
        }
        return told;
    }

    /**
     * Detaches rows from a type (a row of the table that names models) that is neither in the package nor in the target, where
     * the column may be NULL: such a type says what another column refers to, and is not worth the row.
     */
    List<Failure> detachUnknownTypes(EdmsModel model) throws SQLException {
        List<Failure> told = new ArrayList<>();
        if (model.genericTypes() == null) {
            return told;
        }
        Table.Name types = new Table.Name(model.schema(), model.genericTypes().table());
        for (StagedTable table : tables) {
            for (StagedTable.Link link : table.links()) {
                boolean optional = link.target().tableName().equals(types)
                        && table.written()
                        && !table.streamed()
                        && table.columns().containsAll(link.columns())
                        && link.columns().stream()
                                .noneMatch(column -> table.target()
                                        .column(column)
                                        .orElseThrow()
                                        .notNull());
                if (optional) {
                    detach(table, link, model).ifPresent(told::add);
                }
            }
        }
        return told;
    }

    private Optional<Failure> detach(StagedTable table, StagedTable.Link link, EdmsModel model) throws SQLException {
        String condition = "%s AND %s AND (%s)".formatted(table.own(), complete(link), nowhere(link));
        boolean named = link.staged() != null
                && model.genericTypes().label().stream().allMatch(link.staged()::has)
                && link.staged().columns().containsAll(link.referenced());
        List<String> names = !named
                ? List.of()
                : sql.list(
                        "SELECT DISTINCT %s FROM %s s JOIN %s l ON %s WHERE %s ORDER BY 1 LIMIT %d"
                                .formatted(
                                        KeyRemapping.label(model.genericTypes(), "l"),
                                        table.staging(),
                                        link.staged().staging(),
                                        Sql.equality("l", link.referenced(), "s", link.columns()),
                                        condition,
                                        TYPES_NAMED),
                        row -> row.getString(1));
        long rows = sql.update("UPDATE %s s SET %s WHERE %s"
                .formatted(
                        table.staging(),
                        link.columns().stream()
                                .map(column -> quoted(column) + " = NULL")
                                .collect(Collectors.joining(", ")),
                        condition));
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Failure(
                        ErrorCode.REFERENCE_UNRESOLVED,
                        "%d rows of %s refer to a row of %s that is neither in the package nor in the target%s; they are restored with %s NULL"
                                .formatted(
                                        rows,
                                        table.name(),
                                        link.target().qualifiedName(),
                                        names.isEmpty() ? "" : " (" + String.join(", ", names) + ")",
                                        String.join(", ", link.columns()))));
    }

    /** Numbers beside a type, of rows that the package does not hold: they are kept as they are, and told. */
    List<Failure> unknownGenericReferences(EdmsModel model) throws SQLException {
        List<Failure> told = new ArrayList<>();
        StagedTable types = KeyRemapping.types(model, tables);
        for (StagedTable table : tables) {
            for (TableModel.GenericReference reference : table.meaning().genericReferences()) {
                boolean both =
                        types != null && table.written() && table.has(reference.type()) && table.has(reference.id());
                long unknown = both ? unknown(table, reference, types, model) + table.unknown(reference) : 0;
                if (unknown > 0) {
                    told.add(new Failure(
                            ErrorCode.REFERENCE_UNRESOLVED,
                            "%d values of %s.%s name rows that the package does not hold; they are kept as written"
                                    .formatted(unknown, table.name(), reference.id())));
                }
            }
        }
        return told;
    }

    /** In a streamed table those alone that could not be counted on the way: of types whose rows keep their numbers. */
    private long unknown(StagedTable table, TableModel.GenericReference reference, StagedTable types, EdmsModel model)
            throws SQLException {
        String id = "s." + quoted(reference.id()) + "::text";
        String label = KeyRemapping.label(model.genericTypes(), "l");
        Map<String, String> known = new TreeMap<>();
        for (String type : model.genericTypes().tables().keySet()) {
            StagedTable named = KeyRemapping.named(type, types, model, tables);
            if (named != null && !(table.streamed() && named.mapped())) {
                String number = quoted(named.target().primaryKey().columns().get(0));
                known.put(Sql.literal(type), "%s IN (SELECT p.%s::text FROM %s p)".formatted(id, number, named.rows()));
            }
        }
        if (table.streamed() && known.isEmpty()) {
            return 0;
        }
        String number = types.target().primaryKey().columns().get(0);
        boolean renumbered = table.streamed() && types.mapped();
        return sql.count("SELECT count(*) FROM %s s JOIN %s ON %s = s.%s WHERE %s <> '' AND %s AND NOT (%s)"
                .formatted(
                        table.rows(),
                        renumbered
                                ? "(%s l JOIN %s i ON i.%s = l.%s)".formatted(types.staging(), types.map(), ROW, ROW)
                                : types.staging() + " l",
                        renumbered ? "i." + StagedTable.now(number) : "l." + quoted(number),
                        quoted(reference.type()),
                        id,
                        table.streamed() ? "%s IN (%s)".formatted(label, String.join(", ", known.keySet())) : "true",
                        known.isEmpty()
                                ? "false"
                                : known.entrySet().stream()
                                        .map(each -> "%s = %s AND %s".formatted(label, each.getKey(), each.getValue()))
                                        .collect(Collectors.joining(" OR "))));
    }

    /** A row that is new needs a value in every column that the target demands. */
    private void refuseMissingColumns(StagedTable table) throws SQLException {
        if (!table.written()) {
            return;
        }
        List<String> missing = table.target().storedColumns().stream()
                .filter(column -> column.notNull() && column.defaultValue() == null && column.identity() == null)
                .map(Table.Column::name)
                .filter(column -> !table.has(column)
                        && !table.identity().surrogates().contains(column)
                        && !table.meaning().onNull().containsKey(column))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String isNew = table.mapped()
                ? "EXISTS (SELECT FROM %s i WHERE i.%s = s.%s AND i.how = 'n')".formatted(table.map(), ROW, ROW)
                : table.own();
        if (table.identity().key().stream().anyMatch(missing::contains)) {
            quarantine.take(table, isNew, "it is not in the target, and the package does not tell its " + missing);
            return;
        }
        long rows = sql.count("SELECT count(*) FROM %s s WHERE %s".formatted(table.staging(), isNew));
        if (rows > 0) {
            throw new BackupException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "%d rows of %s would be new, and the package has no value for %s"
                            .formatted(rows, table.name(), String.join(", ", missing)));
        }
    }

    private void prepareStubs(StagedTable table) throws SQLException {
        long stubs = sql.update("UPDATE %s i SET how = 's', moved = true%s WHERE how = 'm' AND (%s)"
                .formatted(table.map(), newNames(table), pointedTo(table)));
        if (stubs > 0) {
            table.moved().addAll(table.mobile());
        }
    }

    /** A stub needs numbers of its own, and the columns of its key as the package has them. */
    private String newNames(StagedTable table) throws SQLException {
        StringBuilder set = new StringBuilder();
        for (String column : table.mobile()) {
            String value;
            if (table.type(column).equals("uuid")) {
                value = TargetSequences.NEW_UUID;
            } else if (table.identity().surrogates().contains(column)) {
                long base = sql.count("SELECT greatest(0, coalesce((SELECT max(%s)::bigint FROM %s), 0), %s)"
                        .formatted(
                                quoted(column), table.only(), TargetSequences.lastValue(sql, table.target(), column)));
                value = "(%d + (SELECT count(*) FROM %s p WHERE p.%s <= i.%s))".formatted(base, table.map(), ROW, ROW);
            } else {
                value = StagedTable.old(column);
            }
            set.append(", ").append(StagedTable.now(column)).append(" = ").append(value);
        }
        return set.toString();
    }

    private String pointedTo(StagedTable table) {
        List<String> pointers = new ArrayList<>();
        for (StagedTable child : tables) {
            for (StagedTable.Link link : child.links()) {
                if (child.written()
                        && table.equals(link.staged())
                        && child.columns().containsAll(link.columns())) {
                    pointers.add(
                            "EXISTS (SELECT FROM %s c WHERE %s)".formatted(child.staging(), equality("c", link, "i")));
                }
            }
        }
        return pointers.isEmpty() ? "false" : String.join(" OR ", pointers);
    }

    private static String equality(String child, StagedTable.Link link, String map) {
        return IntStream.range(0, link.columns().size())
                .mapToObj(i -> "%s.%s = %s.%s"
                        .formatted(
                                child,
                                quoted(link.columns().get(i)),
                                map,
                                StagedTable.old(link.referenced().get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private void unresolved(StagedTable table, StagedTable.Link link) throws SQLException {
        if (!table.columns().containsAll(link.columns())) {
            return;
        }
        String condition = complete(link) + " AND (" + nowhere(link) + ")";
        quarantine.take(table, condition, "it points to nothing: " + described(link));
        tellStubs(table, link);
    }

    private static String complete(StagedTable.Link link) {
        return link.columns().stream()
                .map(column -> "s." + quoted(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    /** A condition on a staged row, {@code s}: what the link points to is neither in the package nor in the target. */
    private static String nowhere(StagedTable.Link link) {
        StagedTable parent = link.staged();
        boolean inPackage = parent != null && parent.columns().containsAll(link.referenced());
        String nowhere;
        if (inPackage) {
            nowhere = "NOT EXISTS (SELECT FROM %s p WHERE %s)"
                    .formatted(parent.rows(), Sql.equality("p", link.referenced(), "s", link.columns()));
            if (parent.looksUp()) {
                nowhere += " OR EXISTS (SELECT FROM %s i WHERE i.how = 'm' AND %s)"
                        .formatted(parent.map(), equality("s", link, "i"));
            }
        } else if (meansNothingElsewhere(link)) {
            nowhere = "true";
        } else {
            nowhere = "NOT EXISTS (SELECT FROM %s p WHERE %s)"
                    .formatted(link.target().quotedName(), Sql.equality("p", link.referenced(), "s", link.columns()));
        }
        return nowhere;
    }

    /** A number of another system, of which the package does not tell what it stands for. */
    static boolean meansNothingElsewhere(StagedTable.Link link) {
        Set<String> numbers = new HashSet<>();
        link.target().columns().stream()
                .filter(column -> column.numbered() || column.type().equals("uuid"))
                .forEach(column -> numbers.add(column.name()));
        return link.pointsToNumbers(numbers);
    }

    private static String described(StagedTable.Link link) {
        return "%s -> %s"
                .formatted(String.join(", ", link.columns()), link.target().qualifiedName());
    }

    private void tellStubs(StagedTable table, StagedTable.Link link) throws SQLException {
        StagedTable parent = link.staged();
        if (parent == null || !parent.looksUp() || parent.meaning().stub() == null || references.size() >= MOST_TOLD) {
            return;
        }
        references.addAll(sql.list(
                "SELECT %s, %s FROM %s s JOIN %s i ON i.how = 's' AND %s JOIN %s p ON p.%s = i.%s ORDER BY s.%s LIMIT %d"
                        .formatted(
                                rowText(table, "s"),
                                rowText(parent, "p"),
                                table.staging(),
                                parent.map(),
                                equality("s", link, "i"),
                                parent.staging(),
                                ROW,
                                ROW,
                                ROW,
                                MOST_TOLD - references.size()),
                row -> new Reference(
                        table.name(),
                        row.getString(1),
                        String.join(", ", link.columns()),
                        parent.name(),
                        row.getString(2),
                        true)));
    }

    /** A row for people: its key or, where the package does not tell that, all of it. */
    static String rowText(StagedTable table, String alias) {
        List<String> key = table.identity().key().stream().filter(table::has).toList();
        List<String> columns = key.isEmpty() ? table.columns() : key;
        return "left(concat_ws(', ', %s), 200)"
                .formatted(columns.stream()
                        .map(column -> alias + "." + quoted(column))
                        .collect(Collectors.joining(", ")));
    }

    /** Makes the stubs: what the key tells, and what the model says for the rest. */
    void writeStubs() throws SQLException {
        for (StagedTable table : tables) {
            if (!table.looksUp() || table.meaning().stub() == null) {
                continue;
            }
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (Table.Column column : table.target().storedColumns()) {
                String given = table.meaning().stub().get(column.name());
                if (table.mobile().contains(column.name())) {
                    names.add(column.name());
                    values.add("i." + StagedTable.now(column.name()));
                } else if (table.identity().key().contains(column.name()) && table.has(column.name())) {
                    names.add(column.name());
                    values.add("s." + quoted(column.name()));
                } else if (given != null) {
                    names.add(column.name());
                    values.add(stubValue(given, column));
                }
            }
            sql.update(
                    "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s s JOIN %s i ON i.%s = s.%s AND i.how = 's'"
                            .formatted(
                                    table.target().quotedName(),
                                    quoted(names),
                                    String.join(", ", values),
                                    table.staging(),
                                    table.map(),
                                    ROW,
                                    ROW));
        }
    }

    private static String stubValue(String given, Table.Column column) {
        return Map.of("now", "now()", "new", TargetSequences.NEW_UUID)
                .getOrDefault(given, "%s::%s".formatted(Sql.literal(given), column.type()));
    }
}
