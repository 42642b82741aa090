package org.edms.backup.engine.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.testing.TestDatabase;

/**
 * Two systems with the same random tables: the second has part of the rows of the first, under other numbers and UUIDs and
 * with other values, and rows of its own; some of its tables are empty.
 */
final class RandomSystems {

    private static final int MOST_ROWS = 30;
    private static final String[] TEXTS = {
        "", "a", "A", "ä ö", "it's", "back\\slash", "tab\there", "new\nline", "\\N", "𠮷", "{\"x\": 1}"
    };

    private final Random random;
    private final List<RandomTable> tables = new ArrayList<>();

    RandomSystems(long seed) {
        this.random = new Random(seed);
        int count = 3 + random.nextInt(5);
        for (int number = 0; number < count; number++) {
            tables.add(new RandomTable("t" + number, Kind.values()[random.nextInt(Kind.values().length)]));
        }
        tables.forEach(this::point);
        tables.forEach(this::fill);
        tables.stream().flatMap(table -> table.rows.stream()).forEach(this::connect);
        decideWhatTheOtherHas();
    }

    /** How rows are told apart. */
    private enum Kind {
        NUMBER_AND_CODE,
        UUID_AND_CODE,
        CODE,
        WITHIN_ANOTHER,
        UUID_COLUMN,
        CONTENT,
        TREE
    }

    private static final class RandomTable {
        private final String name;
        private final Kind kind;
        private final List<Pointer> pointers = new ArrayList<>();
        private final List<RandomRow> rows = new ArrayList<>();

        RandomTable(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }

        String idType() {
            return switch (kind) {
                case UUID_AND_CODE -> "uuid";
                case CODE -> "text";
                default -> "bigint";
            };
        }
    }

    private record Pointer(String column, RandomTable target, boolean notNull) {}

    private static final class RandomRow {
        private final RandomTable table;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Map<String, RandomRow> points = new LinkedHashMap<>();
        private Object idHere;
        private Object idThere;
        private boolean here = true;
        private boolean there;

        RandomRow(RandomTable table) {
            this.table = table;
        }
    }

    private void point(RandomTable table) {
        if (table.kind == Kind.WITHIN_ANOTHER) {
            List<RandomTable> earlier = tables.subList(0, tables.indexOf(table));
            List<RandomTable> known =
                    earlier.stream().filter(each -> each.kind != Kind.CONTENT).toList();
            if (known.isEmpty()) {
                table.pointers.add(new Pointer("parent_id", table, false));
            } else {
                table.pointers.add(new Pointer("parent_id", known.get(random.nextInt(known.size())), true));
            }
        } else if (table.kind == Kind.TREE) {
            table.pointers.add(new Pointer("parent_id", table, false));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            RandomTable target = tables.get(random.nextInt(tables.size()));
            boolean notNull = random.nextInt(4) == 0 && target.kind != Kind.CONTENT && table.kind != Kind.CONTENT;
            table.pointers.add(new Pointer("ref" + i, target, notNull));
        }
    }

    private void fill(RandomTable table) {
        Set<Object> codes = new HashSet<>();
        int count = 3 + random.nextInt(MOST_ROWS);
        for (int i = 0; i < count; i++) {
            RandomRow row = new RandomRow(table);
            String code = TEXTS[random.nextInt(TEXTS.length)] + "-" + i;
            codes.add(code);
            if (table.kind != Kind.UUID_COLUMN && table.kind != Kind.CONTENT) {
                row.values.put(table.kind == Kind.CODE ? "id" : "code", code);
            } else if (table.kind == Kind.UUID_COLUMN) {
                row.values.put("uuid", uuid());
            }
            row.values.put("note", TEXTS[random.nextInt(TEXTS.length)]);
            row.values.put("amount", random.nextInt(3));
            table.rows.add(row);
        }
        number(table.rows, table, true);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private void number(List<RandomRow> rows, RandomTable table, boolean here) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= rows.size() * 2; i++) {
            numbers.add(i);
        }
        java.util.Collections.shuffle(numbers, random);
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
            boolean own = pointer.column().equals("parent_id") && pointer.target() == row.table;
            List<RandomRow> targets =
                    own ? row.table.rows.subList(0, row.table.rows.indexOf(row)) : pointer.target().rows;
            if (!targets.isEmpty() && (pointer.notNull() || random.nextInt(3) > 0)) {
                row.points.put(pointer.column(), targets.get(random.nextInt(targets.size())));
            }
        }
    }

    private void decideWhatTheOtherHas() {
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
            boolean free = table.pointers.stream().noneMatch(Pointer::notNull)
                    && table.kind != Kind.CONTENT
                    && !empty.contains(table);
            for (int i = random.nextInt(4); i > 0 && free; i--) {
                RandomRow own = new RandomRow(table);
                own.here = false;
                own.there = true;
                if (table.kind == Kind.UUID_COLUMN) {
                    own.values.put("uuid", uuid());
                } else {
                    own.values.put(table.kind == Kind.CODE ? "id" : "code", "own " + i);
                }
                own.values.put("note", "own");
                own.values.put("amount", i);
                table.rows.add(own);
            }
            number(table.rows.stream().filter(row -> row.there).toList(), table, false);
        }
    }

    /** With what it cannot be without, and what its key stands on. */
    private static void include(RandomRow row) {
        if (row.there) {
            return;
        }
        row.there = true;
        for (Pointer pointer : row.table.pointers) {
            boolean needed = pointer.notNull() || pointer.column().equals("parent_id");
            if (needed && row.points.containsKey(pointer.column())) {
                include(row.points.get(pointer.column()));
            }
        }
    }

    /** How many rows each table holds when both are together. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        tables.forEach(table -> sizes.put("public." + table.name, table.rows.size()));
        return sizes;
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
                    statement.execute("ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s (id) %s"
                            .formatted(
                                    table.name,
                                    pointer.column(),
                                    pointer.target().name,
                                    "DEFERRABLE INITIALLY DEFERRED"));
                }
            }
            for (RandomTable table : tables) {
                for (RandomRow row : table.rows) {
                    if (here ? row.here : row.there) {
                        insert(row, here, connection);
                    }
                }
                if (!table.idType().equals("text") && !table.idType().equals("uuid")) {
                    statement.execute(
                            "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), (SELECT max(id) + 1 FROM %1$s))"
                                    .formatted(table.name));
                }
            }
            connection.commit();
        }
    }

    private static String ddl(RandomTable table) {
        List<String> columns = new ArrayList<>();
        columns.add(
                switch (table.kind) {
                    case UUID_AND_CODE -> "id uuid PRIMARY KEY DEFAULT md5(random()::text)::uuid";
                    case CODE -> "id text PRIMARY KEY";
                    case CONTENT, NUMBER_AND_CODE -> "id bigserial PRIMARY KEY";
                    default -> "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
                });
        switch (table.kind) {
            case NUMBER_AND_CODE, UUID_AND_CODE -> columns.add("code text NOT NULL UNIQUE");
            case WITHIN_ANOTHER, TREE -> columns.add("code text NOT NULL");
            case UUID_COLUMN -> columns.add("uuid uuid NOT NULL UNIQUE");
            default -> columns.add("plain text");
        }
        for (Pointer pointer : table.pointers) {
            columns.add(pointer.column() + " " + pointer.target().idType() + (pointer.notNull() ? " NOT NULL" : ""));
        }
        columns.add("note text");
        columns.add("amount integer");
        columns.add("twice integer GENERATED ALWAYS AS (amount * 2) STORED");
        if (table.kind == Kind.WITHIN_ANOTHER || table.kind == Kind.TREE) {
            columns.add("UNIQUE (parent_id, code)");
        }
        return "CREATE TABLE " + table.name + " (" + String.join(", ", columns) + ")";
    }

    private void insert(RandomRow row, boolean here, Connection connection) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>(row.values);
        values.put("id", here ? row.idHere : row.idThere);
        if (!here && row.here) {
            values.put("note", "changed since");
        }
        row.points.forEach((column, target) -> {
            if (here || target.there) {
                values.put(column, here ? target.idHere : target.idThere);
            }
        });
        String sql = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
                .formatted(
                        row.table.name,
                        String.join(", ", values.keySet()),
                        values.keySet().stream().map(any -> "?").collect(Collectors.joining(", ")));
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
