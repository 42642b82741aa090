package org.edms.backup.engine.references;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A random schema with references that no foreign key declares, and with columns that only look like some. */
final class RandomUndeclaredReferences {

    private static final List<String> NAMES = List.of(
            "documents",
            "folders",
            "customers",
            "contracts",
            "invoices",
            "categories",
            "mailboxes",
            "projects",
            "boxes");

    private enum Ids {
        DENSE("integer", "%d"),
        SPARSE("bigint", "(%d * 1009 + %d %% 7 + 50000)"),
        UUID("uuid", "md5('%s' || %d)::uuid"),
        TEXT("text", "('k' || left(md5('%s' || %d), 19))");

        private final String type;
        private final String form;

        Ids(String type, String form) {
            this.type = type;
            this.form = form;
        }

        /** The id of the row with a number, an SQL expression. */
        String of(String table, String number) {
            String pattern = form.replace("%d", number).replace("%s", table).replace("%%", "%");
            return pattern;
        }
    }

    private record Drawn(String name, Ids ids, int rows) {
        String id(String number) {
            return ids.of(name, number);
        }

        String singular() {
            return name.endsWith("ies")
                    ? name.replace("ies", "y")
                    : name.replaceFirst("(xe)?s$", name.endsWith("xes") ? "x" : "");
        }
    }

    private final Random random;
    private final List<Drawn> tables = new ArrayList<>();
    private final Set<String> planted = new TreeSet<>();
    private final StringBuilder sql = new StringBuilder();

    RandomUndeclaredReferences(Random random) {
        this.random = random;
        List<String> names = new ArrayList<>(NAMES);
        java.util.Collections.shuffle(names, random);
        for (String name : names.subList(0, 4 + random.nextInt(4))) {
            tables.add(new Drawn(name, Ids.values()[random.nextInt(4)], 40 + random.nextInt(300)));
        }
        tables.add(new Drawn("users", Ids.DENSE, 15 + random.nextInt(60)));
        tables.forEach(this::add);
    }

    String sql() {
        return sql.toString();
    }

    /** The columns with references, as {@code table.column}. */
    Set<String> planted() {
        return planted;
    }

    private void add(Drawn table) {
        List<String> columns = new ArrayList<>(List.of("id " + table.ids().type + " PRIMARY KEY", "title text UNIQUE"));
        List<String> values = new ArrayList<>(List.of(table.id("i"), "'the ' || md5('t' || i)"));
        for (int n = 0; n < 3; n++) {
            reference(table, n, columns, values);
        }
        for (int n = 0; n < 4; n++) {
            noise(n, columns, values);
        }
        sql.append("CREATE TABLE %s (%s);%n".formatted(table.name(), String.join(", ", columns)))
                .append("INSERT INTO %s SELECT %s FROM generate_series(1, %d) i;%n"
                        .formatted(table.name(), String.join(", ", values), table.rows()));
    }

    private void reference(Drawn table, int n, List<String> columns, List<String> values) {
        Drawn target = tables.get(random.nextInt(tables.size()));
        String number =
                "(1 + (i * %d + %d) %% %d)".formatted(1 + random.nextInt(30), random.nextInt(99), target.rows());
        String id = target.id(number);
        String column = target.singular() + n + "_id";
        String named = target.singular() + "_id";
        boolean tells = target.ids() != Ids.DENSE;
        switch (random.nextInt(9)) {
            case 0 -> plant(table, named(columns, named, column), target.ids().type, id, columns, values);
            case 1 ->
                plant(
                        table,
                        tells ? "link" + n : named(columns, named, column),
                        "text",
                        "(" + id + ")::text",
                        columns,
                        values);
            case 2 ->
                plant(
                        table,
                        (tells ? "links" : target.singular() + "_ids") + n,
                        target.ids().type + "[]",
                        "ARRAY[%s]".formatted(id),
                        columns,
                        values);
            case 3 ->
                plant(
                        table,
                        "data" + n,
                        "jsonb",
                        "jsonb_build_object('size', i, '%s', %s)".formatted(target.singular() + "_id", id),
                        columns,
                        values);
            case 4 ->
                plant(
                        table,
                        "details" + n,
                        "text",
                        "jsonb_build_object('%s', jsonb_build_array(jsonb_build_object('id', %s)))::text"
                                .formatted(target.name(), id),
                        columns,
                        values);
            case 5 -> {
                columns.add("entity%d_type text".formatted(n));
                values.add("'%s'".formatted(target.singular()));
                plant(table, "entity%d_id".formatted(n), "text", "(" + id + ")::text", columns, values);
            }
            case 6 -> {
                if (target.ids() == Ids.DENSE || target.ids() == Ids.UUID) {
                    plant(
                            table,
                            (target.ids() == Ids.UUID ? "list" : target.singular() + "_list_ids") + n,
                            "text",
                            "(%s) || ',' || (%s)".formatted(id, target.id("1")),
                            columns,
                            values);
                }
            }
            case 7 -> {
                if (table.ids() == Ids.DENSE || table.ids() == Ids.SPARSE) {
                    plant(
                            table,
                            "file" + n,
                            "text",
                            "'files/' || lpad((%s)::text, 9, '0') || '.pdf'".formatted(table.id("i")),
                            columns,
                            values);
                }
            }
            default ->
                plant(
                        table,
                        "author" + n,
                        "integer",
                        "1 + i %% %d"
                                .formatted(tables.get(tables.size() - 1).rows())
                                .replace("%%", "%"),
                        columns,
                        values);
        }
    }

    private static String named(List<String> columns, String name, String otherwise) {
        return columns.stream().anyMatch(column -> column.startsWith(name + " ")) ? otherwise : name;
    }

    private void plant(
            Drawn table, String column, String type, String value, List<String> columns, List<String> values) {
        columns.add(column + " " + type);
        values.add(value);
        planted.add(table.name() + "." + column);
    }

    private void noise(int n, List<String> columns, List<String> values) {
        switch (random.nextInt(14)) {
            case 0 -> add("page_count" + n, "integer", "1 + i % 30", columns, values);
            case 1 -> add("position" + n, "integer", "i", columns, values);
            case 2 -> add("price" + n, "integer", "(i * 7919) % 5000", columns, values);
            case 3 -> add("file_size" + n, "bigint", "1000 + (i * 104729) % 900000", columns, values);
            case 4 -> add("year" + n, "integer", "1990 + i % 30", columns, values);
            case 5 -> add("phone" + n, "text", "'+49 30 ' || (10000 + i * 7)", columns, values);
            case 6 -> add("version" + n, "text", "(1 + i % 3) || '.' || i % 9", columns, values);
            case 7 -> add("checksum" + n, "text", "md5('c' || i)", columns, values);
            case 8 ->
                add(
                        "options" + n,
                        "jsonb",
                        "jsonb_build_object('columns', 1 + i % 4, 'theme', 'dark')",
                        columns,
                        values);
            case 9 -> add("kind" + n, "smallint", "i % 5", columns, values);
            case 10 -> add("token" + n, "uuid", "md5('token' || i)::uuid", columns, values);
            case 11 -> add("day" + n, "text", "'2025/' || (1 + i % 12) || '/' || (1 + i % 28)", columns, values);
            case 12 -> add("original_name" + n, "text", "'scan ' || (i * 3 + 11) || '.pdf'", columns, values);
            default -> add("rating" + n, "integer", "1 + i % 10", columns, values);
        }
    }

    private static void add(String column, String type, String value, List<String> columns, List<String> values) {
        columns.add(column + " " + type);
        values.add(value);
    }
}
