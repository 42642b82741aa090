package org.edms.backup.engine.legacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.FixtureModel.Join;
import org.edms.backup.engine.model.FixtureModel.Shape;

/** The catalog of a database that is known from a fixture and the model alone: keys, and hardly any types. */
final class FixtureCatalog {

    private static final String ANY_TYPE = "text";
    private static final String JSON_TYPE = "jsonb";

    private final EdmsModel model;
    private final FixtureIndex index;
    private final Map<String, Shape> shapes;

    FixtureCatalog(EdmsModel model, FixtureIndex index) {
        this.model = model;
        this.index = index;
        this.shapes = model.fixtures().byTable();
    }

    Catalog catalog(String database) {
        List<Table> tables = new ArrayList<>();
        for (Shape shape : index.tables()) {
            tables.add(table(shape));
            shape.lists().values().forEach(join -> tables.add(table(shape, join)));
        }
        tables.sort(Comparator.comparing(Table::qualifiedName));
        return new Catalog(database, "unknown", "UTF8", null, tables, List.of());
    }

    private Table table(Shape shape) {
        SeenModel seen = index.seen().get(shape.label());
        Set<String> fields = new LinkedHashSet<>(List.of(shape.primaryKey()));
        if (seen != null) {
            fields.addAll(seen.fields());
        }
        fields.addAll(shape.key());
        List<Table.Column> columns = fields.stream()
                .map(field -> column(shape.column(field), shape.json().contains(field) ? JSON_TYPE : ANY_TYPE))
                .toList();
        List<Table.ForeignKey> foreignKeys = shape.relations().entrySet().stream()
                .filter(relation -> fields.contains(relation.getKey()))
                .map(relation -> foreignKey(shape.table(), shape.column(relation.getKey()), relation.getValue()))
                .sorted(Comparator.comparing(Table.ForeignKey::name))
                .toList();
        return new Table(
                model.schema(),
                shape.table(),
                Table.Kind.ORDINARY,
                columns,
                new Table.Key(shape.table() + "_pkey", List.of(shape.primaryKey())),
                List.of(),
                foreignKeys,
                null,
                null);
    }

    private Table table(Shape owner, Join join) {
        return new Table(
                model.schema(),
                join.table(),
                Table.Kind.ORDINARY,
                List.of(column(join.own(), ANY_TYPE), column(join.other(), ANY_TYPE)),
                null,
                List.of(),
                List.of(
                        foreignKey(join.table(), join.own(), owner.table()),
                        foreignKey(join.table(), join.other(), join.to())),
                null,
                null);
    }

    private static Table.Column column(String name, String type) {
        return new Table.Column(name, type, false, null, false, null);
    }

    private Table.ForeignKey foreignKey(String table, String column, String parent) {
        return new Table.ForeignKey(
                table + "_" + column + "_fkey",
                List.of(column),
                model.schema(),
                parent,
                List.of(shapes.get(parent).primaryKey()),
                true,
                true);
    }
}
