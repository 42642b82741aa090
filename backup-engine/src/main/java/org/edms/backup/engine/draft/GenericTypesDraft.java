package org.edms.backup.engine.draft;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.references.FoundReference;

/**
 * The part {@code genericTypes} of a draft: the table whose rows name kinds of things.
 *
 * @param tables the table for each label; null for a label without a known table
 */
record GenericTypesDraft(Table table, List<String> label, Map<String, Optional<String>> tables) {

    private static final Pattern TEXT = Pattern.compile("text|citext|character( varying)?(\\([0-9]+\\))?");
    private static final int MOST_TYPES = 5_000;

    /** Finds the table that the type of a reference is in. */
    static Optional<GenericTypesDraft> of(List<FoundReference> found, List<Table> tables, Connection connection)
            throws SQLException {
        for (FoundReference reference : found) {
            Optional<Table> types = reference.type() == null
                    ? Optional.empty()
                    : typeTable(reference.place().table(), reference.type(), tables);
            if (types.isPresent()) {
                return Optional.of(read(types.get(), found, tables, connection));
            }
        }
        return Optional.empty();
    }

    /** Returns the table that a column with types references; empty if the column itself names them. */
    static Optional<Table> typeTable(String owner, String column, List<Table> tables) {
        return tables.stream()
                .filter(table -> table.name().equals(owner))
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.columns().equals(List.of(column)))
                .flatMap(key -> tables.stream().filter(key::pointsTo))
                .findFirst();
    }

    private static GenericTypesDraft read(
            Table types, List<FoundReference> found, List<Table> tables, Connection connection) throws SQLException {
        List<String> label = types.columns().stream()
                .filter(column -> TEXT.matcher(column.type()).matches())
                .map(Table.Column::name)
                .toList();
        Map<String, Optional<String>> named = new TreeMap<>();
        String columns =
                label.stream().map(column -> new Identifier(column).quoted()).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT concat_ws('.', %s) FROM %s LIMIT %d"
                        .formatted(columns, types.quotedName(), MOST_TYPES))) {
            while (rows.next()) {
                String name = rows.getString(1);
                named.put(name, tableOf(name, found, tables));
            }
        }
        return new GenericTypesDraft(types, label, named);
    }

    /** A reference of this type shows the table; otherwise its name is that of the label, as in Django. */
    private static Optional<String> tableOf(String label, List<FoundReference> found, List<Table> tables) {
        Optional<String> shown = found.stream()
                .flatMap(reference -> reference.targets().stream())
                .filter(target -> label.equals(target.typeValue()))
                .map(target -> target.table().table())
                .findFirst();
        String conventional = label.replace('.', '_');
        return shown.isPresent()
                ? shown
                : tables.stream().map(Table::name).filter(conventional::equals).findFirst();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("genericTypes:");
        lines.add("  table: " + DraftLine.name(table.name()));
        lines.add("  label: " + label.stream().map(DraftLine::name).toList());
        lines.add("  tables:");
        tables.forEach((name, named) ->
                lines.add(named.map(known -> "    %s: %s".formatted(DraftLine.quoted(name), DraftLine.name(known)))
                        .orElseGet(() -> "    # %s: TABLE  # Decide: no table is known for it"
                                .formatted(DraftLine.quoted(name)))));
        return lines;
    }

    boolean namesAny() {
        return tables.values().stream().anyMatch(Optional::isPresent);
    }
}
