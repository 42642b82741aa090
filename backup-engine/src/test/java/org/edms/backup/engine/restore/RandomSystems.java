package org.edms.backup.engine.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.FixtureModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.testing.TestDatabase;

/**
 * Two systems with the same random tables. The second has part of the rows of the first, with other ids, UUIDs and values, and
 * rows of its own; some of its tables are empty.
 */
final class RandomSystems {

    private static final int MOST_ROWS = 30;
    private static final int NOWHERE = 900_000;
    private static final String[] TEXTS = {
        "", "a", "A", "ä ö", "it's", "back\\slash", "tab\there", "new\nline", "\\N", "𠮷", "{\"x\": 1}"
    };

    private final Random random;
    private final RandomTable kinds = new RandomTable("kind", Kind.NUMBER_AND_CODE);
    private final List<RandomTable> tables = new ArrayList<>();

    RandomSystems(long seed) {
        this.random = new Random(seed);
        tables.add(kinds);
        int count = 3 + random.nextInt(5);
        for (int number = 0; number < count; number++) {
            tables.add(new RandomTable("t" + number, randomKind()));
        }
        tables.forEach(this::point);
        tables.forEach(this::fill);
        allRows().forEach(this::connect);
        chooseRowsOfSecondSystem();
        tables.forEach(this::distinguish);
    }

    /** At most one table has generic references in its key: keys of several could depend on each other. */
    private Kind randomKind() {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        boolean another = kind == Kind.ABOUT_ANOTHER && tables.stream().anyMatch(table -> table.kind == kind);
        return another ? Kind.NUMBER_AND_CODE : kind;
    }

    /** How rows are identified. */
    private enum Kind {
        NUMBER_AND_CODE,
        UUID_AND_CODE,
        CODE,
        WITHIN_ANOTHER,
        KEY_WITHIN_ANOTHER,
        NUMBER_WITHIN_ANOTHER,
        ABOUT_ANOTHER,
        UUID_COLUMN,
        CONTENT,
        TREE;

        /** Whether the primary key contains that of another row. */
        boolean extendsKey() {
            return this == KEY_WITHIN_ANOTHER || this == NUMBER_WITHIN_ANOTHER;
        }

        boolean hasParent() {
            return extendsKey() || this == WITHIN_ANOTHER || this == TREE;
        }
    }

    private static final class RandomTable {
        private final String name;
        private final Kind kind;
        private final List<Pointer> pointers = new ArrayList<>();
        private final List<RandomRow> rows = new ArrayList<>();
        private String objectType;
        private boolean badges;
        private boolean spans;

        RandomTable(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }

        Pointer parent() {
            return pointers.get(0);
        }

        List<String> primaryKey() {
            List<String> columns = new ArrayList<>(kind.extendsKey() ? parent().columns() : List.of());
            columns.add(kind == Kind.KEY_WITHIN_ANOTHER ? "code" : "id");
            return columns;
        }

        List<String> primaryKeyTypes() {
            List<String> types =
                    new ArrayList<>(kind.extendsKey() ? parent().target().primaryKeyTypes() : List.of());
            types.add(
                    switch (kind) {
                        case UUID_AND_CODE -> "uuid";
                        case CODE, KEY_WITHIN_ANOTHER -> "text";
                        default -> "bigint";
                    });
            return types;
        }

        /** The columns that identify a row. */
        List<String> naturalKey() {
            return switch (kind) {
                case NUMBER_AND_CODE, UUID_AND_CODE -> List.of("code");
                case CODE -> List.of("id");
                case UUID_COLUMN -> List.of("uuid");
                case ABOUT_ANOTHER -> List.of("kind_id", "object_id", "code");
                case CONTENT -> List.of();
                case WITHIN_ANOTHER, KEY_WITHIN_ANOTHER, NUMBER_WITHIN_ANOTHER, TREE -> {
                    List<String> columns = new ArrayList<>(parent().columns());
                    columns.add("code");
                    yield columns;
                }
            };
        }

        boolean isNumbered() {
            return primaryKey().contains("id")
                    && primaryKeyTypes().get(primaryKey().size() - 1).equals("bigint");
        }
    }

    /** @param parentToo whether its first column also references the parent of the target */
    private record Pointer(String column, RandomTable target, boolean notNull, boolean parentToo) {

        List<String> columns() {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < target.primaryKey().size(); i++) {
                columns.add(i == 0 ? column : column + "_" + i);
            }
            return columns;
        }
    }

    private static final class RandomRow {
        private final RandomTable table;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Map<String, Object> valuesThere = new HashMap<>();
        private final Map<Pointer, RandomRow> points = new LinkedHashMap<>();
        private final Set<Pointer> inPart = new HashSet<>();
        private RandomRow object;
        private Object idHere;
        private Object idThere;
        private boolean here = true;
        private boolean there;

        RandomRow(RandomTable table) {
            this.table = table;
        }

        boolean exists(boolean inFirst) {
            return inFirst ? here : there;
        }

        List<Object> key(boolean inFirst) {
            List<Object> key = new ArrayList<>(
                    table.kind.extendsKey() ? points.get(table.parent()).key(inFirst) : List.of());
            key.add(table.kind == Kind.KEY_WITHIN_ANOTHER ? values.get("code") : inFirst ? idHere : idThere);
            return key;
        }
    }

    private List<RandomRow> allRows() {
        return tables.stream().flatMap(table -> table.rows.stream()).toList();
    }

    private void point(RandomTable table) {
        if (table == kinds) {
            return;
        }
        List<RandomTable> earlier = tables.subList(0, tables.indexOf(table));
        if (table.kind == Kind.TREE) {
            table.pointers.add(new Pointer("parent_id", table, false, false));
        } else if (table.kind.hasParent()) {
            List<RandomTable> known =
                    earlier.stream().filter(each -> each.kind != Kind.CONTENT).toList();
            table.pointers.add(new Pointer("parent_id", known.get(random.nextInt(known.size())), true, false));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            RandomTable target = tables.get(random.nextInt(tables.size()));
            boolean notNull = random.nextInt(4) == 0 && target.kind != Kind.CONTENT && table.kind != Kind.CONTENT;
            boolean parentToo = target.kind.extendsKey() && target != table && random.nextBoolean();
            table.pointers.add(new Pointer("ref" + i, target, notNull, parentToo));
        }
        if (table.kind == Kind.ABOUT_ANOTHER || random.nextInt(3) == 0) {
            table.pointers.add(new Pointer("kind_id", kinds, table.kind == Kind.ABOUT_ANOTHER, false));
            table.objectType = random.nextBoolean() ? "text" : "bigint";
        }
        table.badges = table.kind != Kind.CONTENT && random.nextInt(3) == 0;
        table.spans = table.kind != Kind.CONTENT && random.nextInt(3) == 0;
    }

    /** Tables that a generic reference can name: by a number or, in a text column, by any key of one column. */
    private List<RandomTable> objectsOf(RandomTable table) {
        int end = table.kind == Kind.ABOUT_ANOTHER ? tables.indexOf(table) : tables.size();
        return tables.subList(0, end).stream()
                .filter(each -> each.primaryKey().size() == 1)
                .filter(each ->
                        each.kind != Kind.CONTENT || (table.kind != Kind.ABOUT_ANOTHER && table.kind != Kind.CONTENT))
                .filter(each -> table.objectType.equals("text")
                        || each.primaryKeyTypes().get(0).equals("bigint"))
                .toList();
    }

    private void fill(RandomTable table) {
        if (table == kinds) {
            tables.forEach(each -> addKind("type of " + each.name));
            addKind("of nothing");
        } else {
            int count = 3 + random.nextInt(MOST_ROWS);
            for (int i = 0; i < count; i++) {
                table.rows.add(randomRow(table, TEXTS[random.nextInt(TEXTS.length)] + "-" + i));
            }
        }
        number(table.rows, table, true);
    }

    private void addKind(String code) {
        kinds.rows.add(randomRow(kinds, code));
    }

    private RandomRow randomRow(RandomTable table, String code) {
        RandomRow row = new RandomRow(table);
        if (table.kind == Kind.UUID_COLUMN) {
            row.values.put("uuid", uuid());
        } else if (table.kind != Kind.CONTENT) {
            row.values.put(table.kind == Kind.CODE ? "id" : "code", code);
        }
        row.values.put("note", TEXTS[random.nextInt(TEXTS.length)]);
        row.values.put("amount", random.nextInt(3));
        return row;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private void number(List<RandomRow> rows, RandomTable table, boolean here) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= rows.size() * 2; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, random);
        for (int i = 0; i < rows.size(); i++) {
            Object id = switch (table.kind) {
                case UUID_AND_CODE -> uuid();
                case CODE -> rows.get(i).values.get("id");
                default -> (long) numbers.get(i);
            };
            if (here) {
                rows.get(i).idHere = id;
            } else {
                rows.get(i).idThere = id;
            }
        }
    }

    private void connect(RandomRow row) {
        for (Pointer pointer : row.table.pointers) {
            if (pointer.column().equals("kind_id")) {
                continue;
            }
            boolean own = pointer.column().equals("parent_id") && pointer.target() == row.table;
            List<RandomRow> targets =
                    own ? row.table.rows.subList(0, row.table.rows.indexOf(row)) : pointer.target().rows;
            if (!targets.isEmpty() && (pointer.notNull() || random.nextInt(3) > 0)) {
                row.points.put(pointer, any(targets));
                if (!pointer.notNull() && pointer.columns().size() > 1 && random.nextInt(3) == 0) {
                    row.inPart.add(pointer);
                }
            }
        }
        if (row.table.objectType != null) {
            name(row);
        }
    }

    /** Gives it a generic reference to a row, or to none that exists. */
    private void name(RandomRow row) {
        boolean needed = row.table.kind == Kind.ABOUT_ANOTHER;
        Pointer kind = row.table.pointers.get(row.table.pointers.size() - 1);
        int choice = needed ? 9 : random.nextInt(10);
        if (choice == 0) {
            return;
        }
        RandomTable target = any(objectsOf(row.table));
        if (choice == 1) {
            row.points.put(kind, kinds.rows.get(kinds.rows.size() - 1));
            row.values.put("object_id", number(row.table, random.nextInt(10)));
            return;
        }
        row.points.put(kind, kinds.rows.get(tables.indexOf(target)));
        if (choice == 2) {
            row.values.put("object_id", number(row.table, NOWHERE + random.nextInt(10)));
        } else {
            row.object = any(target.rows);
        }
    }

    private static Object number(RandomTable table, long number) {
        return table.objectType.equals("text") ? (Object) Long.toString(number) : (Object) number;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void chooseRowsOfSecondSystem() {
        List<RandomTable> empty =
                tables.stream().filter(table -> random.nextInt(3) == 0).toList();
        for (RandomTable table : tables) {
            for (RandomRow row : table.rows) {
                if (random.nextInt(3) == 0 && table.kind != Kind.CONTENT && !empty.contains(table)) {
                    include(row);
                }
            }
        }
        for (RandomTable table : tables) {
            boolean withOwn = table.kind != Kind.CONTENT && !empty.contains(table);
            for (int i = random.nextInt(4); i > 0 && withOwn; i--) {
                addOwn(table, i);
            }
        }
        for (RandomTable table : tables) {
            number(table.rows.stream().filter(row -> row.there).toList(), table, false);
        }
    }

    /** Includes a row with the rows that it requires and that its key contains. */
    private static void include(RandomRow row) {
        if (row.there) {
            return;
        }
        row.there = true;
        row.points.forEach((pointer, target) -> {
            if (pointer.notNull() || pointer.column().equals("parent_id")) {
                include(target);
            }
        });
        if (row.table.kind == Kind.ABOUT_ANOTHER) {
            include(row.object);
        }
    }

    /** Adds a row that only the second system has. */
    private void addOwn(RandomTable table, int number) {
        RandomRow own = randomRow(table, "own " + number);
        own.here = false;
        own.there = true;
        own.values.put("note", "own");
        for (Pointer pointer : table.pointers) {
            List<RandomRow> targets = pointer.target().rows.stream()
                    .filter(row -> row.there && row.table != kinds)
                    .toList();
            if (pointer.notNull() && targets.isEmpty()) {
                return;
            }
            if (!targets.isEmpty() && (pointer.notNull() || random.nextBoolean())) {
                own.points.put(pointer, any(targets));
            }
        }
        table.rows.add(own);
    }

    /** Gives unique values besides the key; in the second system, other rows may have them. */
    private void distinguish(RandomTable table) {
        if (table.badges) {
            distinguish(table, "badge", number -> number % 4 == 0 ? null : "badge " + number);
        }
        if (table.spans) {
            distinguish(table, "span", number -> "[%d,%d)".formatted(number * 10, number * 10 + 5));
        }
    }

    private void distinguish(RandomTable table, String column, IntFunction<Object> valueOf) {
        List<RandomRow> ofFirst = table.rows.stream().filter(row -> row.here).toList();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < table.rows.size(); i++) {
            values.add(valueOf.apply(i));
        }
        for (int i = 0; i < table.rows.size(); i++) {
            table.rows.get(i).values.put(column, values.get(i));
        }
        List<Object> others = new ArrayList<>(values.subList(0, ofFirst.size()));
        if (random.nextBoolean()) {
            Collections.shuffle(others, random);
        }
        for (int i = 0; i < ofFirst.size(); i++) {
            ofFirst.get(i).valuesThere.put(column, others.get(i));
        }
    }

    /** Returns a model with what constraints do not define. */
    EdmsModel model() {
        Map<String, String> types = new HashMap<>();
        Map<String, TableModel> meanings = new HashMap<>();
        for (RandomTable table : tables) {
            types.put("type of " + table.name, table.name);
            List<TableModel.GenericReference> references = table.objectType == null
                    ? List.of()
                    : List.of(new TableModel.GenericReference("kind_id", "object_id"));
            meanings.put(
                    table.name,
                    new TableModel(
                            TableModel.Key.of(table.badges ? table.naturalKey() : List.of()),
                            false,
                            Map.of(),
                            null,
                            TableModel.Files.NONE,
                            new TableModel.References(references, List.of(), List.of()),
                            Map.of(),
                            null,
                            null,
                            null,
                            Map.of(),
                            List.of()));
        }
        return new EdmsModel(
                null,
                null,
                "public",
                Map.of(),
                new EdmsModel.GenericTypes("kind", List.of("code"), types),
                Map.of(),
                List.of(),
                List.of(),
                meanings,
                FixtureModel.none(),
                EdmsModel.Origin.NAMED);
    }

    /** Returns the expected number of rows in each table after the merge. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        tables.forEach(table -> sizes.put("public." + table.name, table.rows.size()));
        return sizes;
    }

    /** Gives a row of the second system a unique value that another row of the first has. */
    boolean contradict() {
        for (RandomTable table : tables) {
            List<RandomRow> own = table.rows.stream().filter(row -> !row.here).toList();
            if (!own.isEmpty() && (table.badges || table.spans)) {
                String column = table.badges ? "badge" : "span";
                Object taken = table.rows.stream()
                        .filter(row -> row.here)
                        .map(row -> row.values.get(column))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
                table.rows.forEach(row -> row.valuesThere.replace(column, taken, null));
                own.get(0).values.put(column, taken);
                return true;
            }
        }
        return false;
    }

    void create(TestDatabase database, boolean here) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (RandomTable table : tables) {
                statement.execute(ddl(table));
            }
            for (RandomTable table : tables) {
                for (Pointer pointer : table.pointers) {
                    statement.execute(foreignKey(table, pointer.columns(), pointer.target()));
                    if (pointer.parentToo()) {
                        RandomTable parent = pointer.target().parent().target();
                        int width = parent.primaryKey().size();
                        statement.execute(foreignKey(table, pointer.columns().subList(0, width), parent));
                    }
                }
            }
            for (RandomTable table : tables) {
                for (RandomRow row : table.rows) {
                    if (row.exists(here)) {
                        insert(row, here, connection);
                    }
                }
                if (table.isNumbered()) {
                    statement.execute(
                            "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), (SELECT max(id) + 1 FROM %1$s))"
                                    .formatted(table.name));
                }
            }
            connection.commit();
        }
    }

    private static String foreignKey(RandomTable table, List<String> columns, RandomTable target) {
        return "ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s (%s) DEFERRABLE INITIALLY DEFERRED"
                .formatted(table.name, String.join(", ", columns), target.name, String.join(", ", target.primaryKey()));
    }

    private static String ddl(RandomTable table) {
        List<String> columns = new ArrayList<>();
        String id = switch (table.kind) {
            case UUID_AND_CODE -> "id uuid DEFAULT md5(random()::text)::uuid";
            case CODE -> "id text";
            case CONTENT, NUMBER_AND_CODE -> "id bigserial";
            default -> "id bigint GENERATED ALWAYS AS IDENTITY";
        };
        if (table.primaryKey().contains("id")) {
            columns.add(id);
        }
        switch (table.kind) {
            case UUID_COLUMN -> columns.add("uuid uuid NOT NULL UNIQUE");
            case CODE, CONTENT -> columns.add("plain text");
            default -> columns.add("code text NOT NULL");
        }
        for (Pointer pointer : table.pointers) {
            for (int i = 0; i < pointer.columns().size(); i++) {
                columns.add(pointer.columns().get(i) + " "
                        + pointer.target().primaryKeyTypes().get(i) + (pointer.notNull() ? " NOT NULL" : ""));
            }
        }
        if (table.objectType != null) {
            columns.add("object_id " + table.objectType + (table.kind == Kind.ABOUT_ANOTHER ? " NOT NULL" : ""));
        }
        columns.add("note text");
        columns.add("amount integer");
        columns.add("twice integer GENERATED ALWAYS AS (amount * 2) STORED");
        if (table.badges) {
            columns.add("badge text UNIQUE");
        }
        if (table.spans) {
            columns.add("span int4range, EXCLUDE USING gist (span WITH &&)");
        }
        columns.add("PRIMARY KEY (" + String.join(", ", table.primaryKey()) + ")");
        if (table.naturalKey().contains("code") && table.kind != Kind.KEY_WITHIN_ANOTHER) {
            columns.add("UNIQUE (" + String.join(", ", table.naturalKey()) + ")");
        }
        return "CREATE TABLE " + table.name + " (" + String.join(", ", columns) + ")";
    }

    private void insert(RandomRow row, boolean here, Connection connection) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>(row.values);
        if (row.table.primaryKey().contains("id")) {
            values.put("id", here ? row.idHere : row.idThere);
        }
        if (!here && row.here) {
            values.put("note", "changed since");
        }
        if (!here) {
            values.putAll(row.valuesThere);
        }
        row.points.forEach((pointer, target) -> {
            if (target.exists(here)) {
                int width = row.inPart.contains(pointer)
                        ? pointer.columns().size() - 1
                        : pointer.columns().size();
                for (int i = 0; i < width; i++) {
                    values.put(pointer.columns().get(i), target.key(here).get(i));
                }
            }
        });
        if (row.object != null && row.object.exists(here)) {
            Object id = row.object.key(here).get(0);
            values.put("object_id", row.table.objectType.equals("text") ? id.toString() : id);
        }
        String sql = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
                .formatted(
                        row.table.name,
                        String.join(", ", values.keySet()),
                        values.keySet().stream()
                                .map(column -> column.equals("span") ? "?::int4range" : "?")
                                .collect(Collectors.joining(", ")));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int position = 1;
            for (Object value : values.values()) {
                statement.setObject(position++, value);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public String toString() {
        return tables.stream()
                .map(table -> ddl(table)
                        + table.pointers.stream()
                                .map(pointer -> " " + pointer.column() + "->" + pointer.target().name)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }
}
