package org.edms.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Compares the shipped model with the schema and data of the demonstration EDMS. */
@PostgresTest
class ModelTest {

    private final Map<String, Object> model = load();
    private final Map<String, Map<String, Object>> tables = child(model, "tables");
    private final Map<String, Map<String, Object>> fixtures = child(model, "fixtures");

    @Test
    void everyTableOfTheEdmsHasAKey(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        assertThat(tables.keySet()).containsExactlyInAnyOrderElementsOf(Rows.tables(database));
        assertThat(tables.values()).allSatisfy(table -> assertThat(table).containsKey("key"));
    }

    @Test
    void everyNamedColumnExists(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        for (Map.Entry<String, Map<String, Object>> table : tables.entrySet()) {
            assertThat(columns(database, table.getKey()))
                    .as(table.getKey())
                    .containsAll(columnsNamedIn(table.getValue()));
        }
    }

    @Test
    void naturalKeysAreUnique(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        for (Map.Entry<String, Map<String, Object>> table : tables.entrySet()) {
            if (table.getValue().get("key") instanceof List<?> key) {
                String columns = quoted(key);
                assertThat(Rows.query(
                                database,
                                "SELECT %1$s::text FROM %2$s GROUP BY %1$s HAVING count(*) > 1"
                                        .formatted("(" + columns + ")", table.getKey())
                                        .replace("GROUP BY (" + columns + ")", "GROUP BY " + columns)))
                        .as(table.getKey())
                        .isEmpty();
            }
        }
    }

    @Test
    void aKeyWithoutAConstraintIsMarkedUnguarded(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        for (Map.Entry<String, Map<String, Object>> table : tables.entrySet()) {
            if (table.getValue().get("key") instanceof List<?> key) {
                boolean guarded = uniqueKeys(database, table.getKey()).contains(Set.copyOf(key));
                assertThat(table.getValue().containsKey("unguarded"))
                        .as(table.getKey())
                        .isEqualTo(!guarded);
            }
        }
    }

    @Test
    void keyDependenciesHaveNoCycle(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        // given
        Set<String> resolved = new HashSet<>();
        Set<String> open = new HashSet<>(tables.keySet());

        // when
        boolean progress = true;
        while (progress) {
            progress = false;
            for (String table : Set.copyOf(open)) {
                if (resolved.containsAll(tablesInKey(database, table))) {
                    resolved.add(table);
                    open.remove(table);
                    progress = true;
                }
            }
        }

        // then
        assertThat(open).isEmpty();
    }

    @Test
    void aStubHasAllRequiredColumns(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        // given
        Map<String, Object> stub = child(tables.get("users"), "stub");
        List<String> needed = Rows.query(database, """
                SELECT attname FROM pg_attribute
                WHERE attrelid = 'users'::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef
                """);
        needed.remove("username");

        // then
        assertThat(stub.keySet()).containsAll(needed);
    }

    @Test
    void everyGenericTypeNamesATable() {
        // given
        Map<String, String> labels = child(child(model, "genericTypes"), "tables");

        // then
        assertThat(labels).hasSizeGreaterThan(60);
        assertThat(tables.keySet()).containsAll(labels.values());
    }

    @Test
    void fixturesNameExistingTablesAndColumns(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        for (Map.Entry<String, Map<String, Object>> shape : fixtures.entrySet()) {
            assertThat(columns(database, shape.getValue().get("table").toString()))
                    .as(shape.getKey())
                    .containsAll(columnsOfFixture(shape.getValue()));
            for (Map<String, String> list : ModelTest.<Map<String, String>>child(shape.getValue(), "lists")
                    .values()) {
                assertThat(columns(database, list.get("table"))).contains(list.get("own"), list.get("other"));
            }
        }
    }

    @Test
    void fixturesAndGenericTypesAgreeOnTheTableOfEachModel() {
        // given
        Map<String, String> labels = child(child(model, "genericTypes"), "tables");

        // then
        assertThat(fixtures).hasSizeGreaterThan(60);
        assertThat(fixtures)
                .allSatisfy((label, shape) -> assertThat(shape.get("table")).isEqualTo(labels.get(label)));
    }

    @Test
    void fixturesNameEveryColumnOfJson(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        String sql = """
                SELECT attname FROM pg_attribute
                WHERE attnum > 0 AND atttypid = 'jsonb'::regtype AND attrelid = '%s'::regclass
                """;
        for (Map.Entry<String, Map<String, Object>> shape : fixtures.entrySet()) {
            List<String> columns =
                    Rows.query(database, sql.formatted(shape.getValue().get("table")));
            List<?> named = (List<?>) shape.getValue().getOrDefault("json", List.of());
            assertThat(columns)
                    .as(shape.getKey())
                    .containsExactlyInAnyOrderElementsOf(
                            named.stream().map(String::valueOf).toList());
        }
    }

    @Test
    void fixturesNameEveryForeignKey(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        String sql = """
                SELECT attname || ' ' || confrelid::regclass
                FROM pg_constraint
                JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                WHERE contype = 'f' AND conrelid = '%s'::regclass
                """;
        for (Map.Entry<String, Map<String, Object>> shape : fixtures.entrySet()) {
            Set<String> relations = new HashSet<>();
            child(shape.getValue(), "relations").forEach((field, table) -> relations.add(field + "_id " + table));
            assertThat(relations)
                    .as(shape.getKey())
                    .containsExactlyInAnyOrderElementsOf(
                            Rows.query(database, sql.formatted(shape.getValue().get("table"))));
        }
    }

    @Test
    void pathsInRowsBeginWithTheirRoot(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        assertThat(Rows.query(database, "SELECT file_path FROM documents"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path).startsWith("storage/"));
    }

    private static List<String> columns(TestDatabase database, String table) throws SQLException {
        return Rows.query(
                database,
                "SELECT attname FROM pg_attribute WHERE attnum > 0 AND attrelid = '%s'::regclass".formatted(table));
    }

    private static Set<Set<String>> uniqueKeys(TestDatabase database, String table) throws SQLException {
        Set<Set<String>> keys = new HashSet<>();
        String sql = """
                SELECT (SELECT string_agg(attname, ',') FROM pg_attribute
                        WHERE attrelid = conrelid AND attnum = ANY (conkey))
                FROM pg_constraint
                WHERE contype IN ('p', 'u') AND conrelid = '%s'::regclass
                """;
        for (String columns : Rows.query(database, sql.formatted(table))) {
            keys.add(Set.of(columns.split(",", -1)));
        }
        return keys;
    }

    private List<String> tablesInKey(TestDatabase database, String table) throws SQLException {
        if (!(tables.get(table).get("key") instanceof List<?> key)) {
            return List.of();
        }
        String sql = """
                SELECT confrelid::regclass
                FROM pg_constraint
                JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                WHERE contype = 'f' AND conrelid = '%s'::regclass AND attname = ANY (string_to_array('%s', ','))
                """;
        return Rows.query(
                database,
                sql.formatted(
                        table,
                        String.join(",", key.stream().map(String::valueOf).toList())));
    }

    private static Set<String> columnsNamedIn(Map<String, Object> table) {
        Set<String> columns = new HashSet<>();
        if (table.get("key") instanceof List<?> key) {
            key.forEach(column -> columns.add(column.toString()));
        }
        for (String section : List.of("sensitive", "stub", "onNull")) {
            columns.addAll(ModelTest.<Object>child(table, section).keySet());
        }
        for (String section : List.of("files", "genericReferences")) {
            for (Map<String, String> entry : entries(table, section)) {
                entry.forEach((name, column) -> {
                    if (!name.equals("root")) {
                        columns.add(column);
                    }
                });
            }
        }
        return columns;
    }

    private static Set<String> columnsOfFixture(Map<String, Object> shape) {
        Set<String> relations = child(shape, "relations").keySet();
        Set<String> columns = new HashSet<>();
        columns.add(shape.getOrDefault("primaryKey", "id").toString());
        relations.forEach(field -> columns.add(field + "_id"));
        ((List<?>) shape.getOrDefault("key", List.of()))
                .forEach(field -> columns.add(relations.contains(field) ? field + "_id" : field.toString()));
        return columns;
    }

    private static String quoted(Collection<?> columns) {
        List<String> quoted = new ArrayList<>();
        columns.forEach(column -> quoted.add('"' + column.toString() + '"'));
        return String.join(", ", quoted);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> entries(Map<String, Object> table, String section) {
        return (List<Map<String, String>>) table.getOrDefault(section, List.of());
    }

    @SuppressWarnings("unchecked")
    private static <V> Map<String, V> child(Map<String, Object> parent, String name) {
        return (Map<String, V>) parent.getOrDefault(name, Map.of());
    }

    private static Map<String, Object> load() {
        try (InputStream file = DemoEdms.class.getResourceAsStream("/edms-model.yaml")) {
            return new Yaml().load(file);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the model", e);
        }
    }
}
