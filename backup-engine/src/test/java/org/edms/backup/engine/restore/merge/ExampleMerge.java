package org.edms.backup.engine.restore.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;

/**
 * A small merge whose statements are readable: types, persons that become stubs, folders in folders, papers with all kinds of
 * columns, and marks that reference a row of any table. All ids but those of the types are remapped.
 */
final class ExampleMerge {

    static final String SCHEMA = "stage";

    private static final EdmsModel MODEL = ModelFile.parse("""
            format: edms-model/1
            schema: public
            genericTypes:
              table: kind
              label: [name]
              tables:
                paper: paper
            tables:
              person:
                stub: {active: 'false', since: now}
              paper:
                key: [code]
                sensitive: {secret: '!'}
                onNull: {note: '-'}
                changedAt: changed
              mark:
                key: [kind_id, object_id]
                genericReferences:
                  - {type: kind_id, id: object_id}
            """);

    private static final Table KIND =
            table("kind", List.of(id(), column("name", "text")), List.of(unique("name")), List.of());
    private static final Table PERSON = table(
            "person",
            List.of(id(), column("login", "text"), column("active", "boolean"), column("since", "date")),
            List.of(unique("login")),
            List.of());
    private static final Table FOLDER = table(
            "folder",
            List.of(id(), nullable("parent_id", "integer"), column("name", "text")),
            List.of(unique("parent_id", "name")),
            List.of(reference("parent_id", "folder")));
    private static final Table PAPER = table(
            "paper",
            List.of(
                    id(),
                    column("uuid", "uuid"),
                    column("code", "text"),
                    column("secret", "text"),
                    nullable("note", "text"),
                    column("changed", "timestamp"),
                    nullable("folder_id", "integer"),
                    nullable("author_id", "integer")),
            List.of(unique("uuid"), unique("code")),
            List.of(reference("folder_id", "folder"), reference("author_id", "person")));
    private static final Table MARK = table(
            "mark",
            List.of(id(), nullable("kind_id", "integer"), column("object_id", "text")),
            List.of(),
            List.of(reference("kind_id", "kind")));
    private static final Table LINE = table("line", List.of(id(), column("text", "text")), List.of(), List.of());

    private static final Set<String> KEYS_ONLY = Set.of("person");

    private ExampleMerge() {}

    static StagedTable staged(String name) {
        return staged().find(new Table.Name("public", name)).orElseThrow();
    }

    static MatchedTable matched(String name) {
        return maps().tables().find(new Table.Name("public", name)).orElseThrow();
    }

    static PlannedTable.ParentReference reference(String table, int number) {
        return staged(table).parents().get(number);
    }

    static TableModel.GenericReference genericReference() {
        return staged("mark").meaning().references().generic().get(0);
    }

    /** What is known when all tables are matched. */
    static KeyMaps maps() {
        List<MatchedTable> tables = new ArrayList<>();
        for (StagedTable table : staged()) {
            Set<String> remapped = table.target().equals(KIND) ? Set.of() : Set.of("id");
            tables.add(MatchedTable.mapped(table, 1, remapped));
        }
        return new KeyMaps(new TableSet<>(tables), new GenericReferences(MODEL), "\"stage\".g");
    }

    private static TableSet<StagedTable> staged() {
        List<StagedTable> tables = new ArrayList<>();
        for (NaturalKey naturalKey : NaturalKeys.of(MODEL, List.of(KIND, PERSON, FOLDER, PAPER, MARK, LINE))) {
            tables.add(new StagedTable(planned(naturalKey), false, SCHEMA, tables.size()));
        }
        return new TableSet<>(tables);
    }

    private static PlannedTable planned(NaturalKey naturalKey) {
        Table table = naturalKey.table();
        boolean keysOnly = KEYS_ONLY.contains(table.name());
        List<String> columns = keysOnly
                ? List.of("id", "login")
                : table.columns().stream().map(Table.Column::name).toList();
        return new PlannedTable(
                naturalKey,
                MODEL.meaning(table),
                keysOnly ? PlannedTable.Role.REFERENCED : PlannedTable.Role.WRITTEN,
                List.of(new Manifest.Table("public", table.name(), 2, 2, columns, List.of(), List.of(), keysOnly)),
                Set.of(),
                table.foreignKeys().stream()
                        .map(key -> new PlannedTable.ParentReference(
                                key.columns(), named(key.table()), key.referencedColumns()))
                        .toList(),
                Set.of("id"));
    }

    private static Table named(String name) {
        return List.of(KIND, PERSON, FOLDER).stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Table table(
            String name, List<Table.Column> columns, List<Table.Key> keys, List<Table.ForeignKey> references) {
        return new Table(
                "public",
                name,
                Table.Kind.ORDINARY,
                columns,
                new Table.Key(name + "_pkey", List.of("id")),
                keys,
                references,
                null,
                null);
    }

    private static Table.Column id() {
        return new Table.Column("id", "integer", true, "nextval('id')", false, null);
    }

    private static Table.Column column(String name, String type) {
        return new Table.Column(name, type, true, null, false, null);
    }

    private static Table.Column nullable(String name, String type) {
        return new Table.Column(name, type, false, null, false, null);
    }

    private static Table.Key unique(String... columns) {
        return new Table.Key(String.join("_", columns) + "_key", List.of(columns));
    }

    private static Table.ForeignKey reference(String column, String table) {
        return new Table.ForeignKey(column, List.of(column), "public", table, List.of("id"), false, true);
    }
}
