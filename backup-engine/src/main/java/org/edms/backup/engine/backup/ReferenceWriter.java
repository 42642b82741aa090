package org.edms.backup.engine.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.container.GrowingMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.RowReader;

/**
 * Writes the primary and natural keys of omitted rows that others reference. The keys are sufficient to find these rows in
 * another system.
 */
final class ReferenceWriter {

    private static final int MODE = 0600;

    private final EdmsModel model;
    private final PackageWriter writer;
    private final Instant now;

    ReferenceWriter(EdmsModel model, PackageWriter writer, Instant now) {
        this.model = model;
        this.writer = writer;
        this.now = now;
    }

    List<Manifest.Table> write(TableSelection choice, Connection connection) throws IOException {
        List<Manifest.Table> written = new ArrayList<>();
        for (Table table : choice.referenced()) {
            List<Pointer> pointers = pointersTo(table, choice);
            if (!pointers.isEmpty()) {
                written.add(write(table, pointers, connection));
            }
        }
        return written;
    }

    /**
     * Columns of included rows that reference omitted ones.
     *
     * @param condition that a row is referenced
     */
    private record Pointer(List<String> referencedColumns, String condition) {}

    private List<Pointer> pointersTo(Table target, TableSelection choice) {
        return choice.tables().stream()
                .map(TableSelection.Chosen::table)
                .flatMap(table -> Stream.concat(foreignKeys(table, target), declaredReferences(table, target)))
                .toList();
    }

    private static Stream<Pointer> foreignKeys(Table table, Table target) {
        return table.foreignKeys().stream()
                .filter(key -> key.pointsTo(target))
                .map(key -> new Pointer(key.referencedColumns(), CopyStatement.pointedTo(table, key)));
    }

    /** Ids inside of values are unknown to the server, which then returns all rows that they could reference. */
    private Stream<Pointer> declaredReferences(Table table, Table target) {
        return model.meaning(table).references().declared().stream()
                .filter(reference -> target.schema().equals(model.schema())
                        && reference.targets(model.genericTypes()).contains(target.name()))
                .flatMap(reference -> reference.referencedColumn(target).stream()
                        .map(column -> {
                            boolean isForeignKey = reference.in(table).isForeignKey(table, target);
                            return new Pointer(
                                    List.of(column),
                                    isForeignKey
                                            ? CopyStatement.pointedTo(table, reference.asForeignKey(target))
                                            : "true");
                        }));
    }

    private Manifest.Table write(Table table, List<Pointer> pointers, Connection connection) throws IOException {
        List<String> columns = columnsOf(table, pointers);
        List<String> conditions = pointers.stream().map(Pointer::condition).toList();
        String statement = CopyStatement.references(table, columns, conditions);
        GrowingMember member = writer.newMember();
        try {
            long rows = new RowReader(connection).read(statement, line -> member.write(line, 0, line.length));
            Entry entry = Entry.of(
                            MemberKind.REFERENCES,
                            MemberNames.references(table.schema(), table.name()),
                            member.bytes(),
                            now,
                            MODE)
                    .withRows(rows);
            writer.append(member.seal(entry));
            return new Manifest.Table(
                    table.schema(),
                    table.name(),
                    rows,
                    entry.bytes(),
                    columns,
                    List.of(),
                    List.of(entry.name().value()),
                    true);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, table.qualifiedName());
        }
    }

    private List<String> columnsOf(Table table, List<Pointer> pointers) {
        List<String> declared = model.meaning(table).key().columns();
        List<String> natural = !declared.isEmpty()
                ? declared
                : table.uniqueKeys().stream()
                        .flatMap(key -> key.columns().stream())
                        .toList();
        List<String> primary =
                table.primaryKey() == null ? List.of() : table.primaryKey().columns();
        Set<String> columns = new LinkedHashSet<>(primary);
        pointers.forEach(pointer -> columns.addAll(pointer.referencedColumns()));
        columns.addAll(natural);
        return List.copyOf(columns);
    }
}
