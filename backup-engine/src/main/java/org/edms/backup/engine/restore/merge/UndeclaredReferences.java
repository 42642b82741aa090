package org.edms.backup.engine.restore.merge;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.references.FoundReference;
import org.edms.backup.engine.references.ReferenceFinder;
import org.edms.backup.engine.references.SearchScope;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * References in the rows of the package that neither a foreign key nor the model declares, to rows whose ids change. The merge
 * would leave the old ids in them, which mean other rows in the target.
 */
final class UndeclaredReferences {

    private final Sql sql;
    private final KeyMaps maps;
    private final EdmsModel model;

    UndeclaredReferences(Sql sql, KeyMaps maps, EdmsModel model) {
        this.sql = sql;
        this.maps = maps;
        this.model = model;
    }

    /** Reads the rows once they are staged or streamed. Nothing is read if all ids stay. */
    List<Failure> find() throws SQLException {
        if (maps.tables().where(table -> !table.remapped().isEmpty()).findAny().isEmpty()) {
            return List.of();
        }
        List<Table> tables = maps.tables()
                .where(table -> table.target().kind() != Table.Kind.FOREIGN)
                .map(UndeclaredReferences::packaged)
                .toList();
        ReferenceFinder finder = new ReferenceFinder(
                sql.connection(),
                tables,
                model,
                new PackagedRows(maps),
                new SearchScope(
                        table -> maps.tables()
                                .find(table.tableName())
                                .filter(MatchedTable::isWritten)
                                .isPresent(),
                        this::isRemapped,
                        true));
        return finder.find().stream().map(UndeclaredReferences::failure).toList();
    }

    private boolean isRemapped(Table.Name table, String key) {
        return maps.tables()
                .find(table)
                .filter(target -> target.remapped().contains(key))
                .isPresent();
    }

    /** A table with the columns that the package has. */
    private static Table packaged(MatchedTable table) {
        Table target = table.target();
        List<String> columns = table.packagedColumns();
        return new Table(
                target.schema(),
                target.name(),
                target.kind(),
                target.columns().stream()
                        .filter(column -> columns.contains(column.name()))
                        .toList(),
                target.primaryKey() != null
                                && columns.containsAll(target.primaryKey().columns())
                        ? target.primaryKey()
                        : null,
                target.uniqueKeys().stream()
                        .filter(key -> columns.containsAll(key.columns()))
                        .toList(),
                target.foreignKeys().stream()
                        .filter(key -> columns.containsAll(key.columns()))
                        .toList(),
                null,
                target.here());
    }

    private static Failure failure(FoundReference found) {
        FoundReference.Evidence evidence = found.evidence();
        return new Failure(
                ErrorCode.REFERENCE_UNDECLARED,
                String.format(
                        Locale.ROOT,
                        "%s references %s: %,d of %,d values are ids (%s), and ids change. In the model, below %s: references: %s",
                        (found.qualifiedColumn() + " " + found.place().place()).strip(),
                        found.targets().stream()
                                .map(target -> target.table().table())
                                .distinct()
                                .collect(Collectors.joining(found.type() == null ? " or " : ", ")),
                        evidence.found(),
                        evidence.values(),
                        evidence.reason(),
                        found.place().table(),
                        found.hint()));
    }

    /** One failure with all of them. */
    static Failure together(List<Failure> all) {
        return new Failure(
                ErrorCode.REFERENCE_UNDECLARED,
                all.stream().map(Failure::detail).collect(Collectors.joining("; ")));
    }
}
