package org.edms.backup.engine.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Random tables of any shape with values of any type, reproducible by seed. */
final class RandomTables {

    private static final List<String> AWKWARD_TEXTS = List.of(
            "",
            "\\N",
            "\\.",
            "\n\\.\n",
            "\t\r\n\b\f\u000B\\",
            "'\"$$;--",
            "\u0001\u007F\u0085\u00A0\u2028\uFEFF",
            "e\u0301 \u00E9 空 \uD83D\uDCC4 \uDBFF\uDFFF",
            " leading and trailing ",
            "NULL");

    private final Random random;
    private final List<Type> types = List.of(
            new Type("text", this::text),
            new Type(
                    "varchar(40)",
                    () -> text().codePoints()
                            .limit(40)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString()),
            new Type("character(5)", () -> oneOf("", "a", "ab cd", "é")),
            new Type("\"char\"", () -> oneOf("a", "")),
            new Type("boolean", () -> oneOf("true", "false")),
            new Type("smallint", () -> oneOf("-32768", "32767", "0")),
            new Type("integer", () -> Integer.toString(next().nextInt())),
            new Type("bigint", () -> Long.toString(next().nextLong())),
            new Type("numeric", () -> oneOf("NaN", "0", "-0.000", "1e-30", "123456789012345678901234567890.123456789")),
            new Type("numeric(10,2)", () -> oneOf("99999999.99", "-0.01", "0.00")),
            new Type("real", () -> oneOf("NaN", "Infinity", "-Infinity", "1e-37", Float.toString(next().nextFloat()))),
            new Type(
                    "double precision",
                    () -> oneOf("NaN", "-Infinity", "-0", "5e-324", Double.toString(next().nextDouble()))),
            new Type("bytea", this::bytes),
            new Type("uuid", () -> new UUID(next().nextLong(), next().nextLong()).toString()),
            new Type(
                    "date",
                    () -> oneOf(
                            "infinity", "-infinity", "0044-03-15 BC", "4713-01-01 BC", "2026-02-28", "5874897-12-31")),
            new Type("time", () -> oneOf("00:00:00", "24:00:00", "12:34:56.789012")),
            new Type("timetz", () -> oneOf("12:00:00+14:59", "00:00:00.000001-12")),
            new Type("timestamp", () -> oneOf("infinity", "4713-01-01 00:00:00 BC", "294276-12-31 23:59:59.999999")),
            new Type(
                    "timestamptz",
                    () -> oneOf("-infinity", "0001-01-01 00:00:00+00 BC", "2026-03-29 02:30:00.123456+02")),
            new Type("interval", () -> oneOf("1 year 2 mons -3 days 04:05:06.789", "-178000000 years", "0")),
            new Type("inet", () -> oneOf("::1", "10.0.0.1/8", "2001:db8::/32")),
            new Type("macaddr", () -> "08:00:2b:01:02:03"),
            new Type("bit(5)", () -> oneOf("10101", "00000")),
            new Type("varbit", () -> oneOf("", "1", "1010101010101010101")),
            new Type("json", () -> oneOf("{\"a\" :  [1, null, \"\\\\n\\u0041\"], \"a\": 2}", "null", "\"\"")),
            new Type("jsonb", () -> oneOf("{\"a\": [1.10, null, \"\\\\\"], \"ключ\": {\"\": true}}", "[]", "1e5")),
            new Type(
                    "text[]",
                    () -> oneOf("{}", "{NULL,\"NULL\",\"\",\"a\\\\b\",\"\\\"q\\\"\",\"{,}\"}", "[2:3]={x,\"y\nz\"}")),
            new Type("integer[]", () -> oneOf("{{1,2},{3,NULL}}", "{}", "[0:1]={1,2}")),
            new Type("int4range", () -> oneOf("empty", "[1,5)", "(,)", "[3,)")),
            new Type("numrange", () -> oneOf("(1.5,2.5]", "empty")),
            new Type("tstzrange", () -> oneOf("[\"2026-01-01 00:00:00+00\",infinity)", "(,)")),
            new Type("tsvector", () -> oneOf("'a':1A 'it''s':2", "")),
            new Type("point", () -> oneOf("(1.5,-2)", "(NaN,Infinity)")),
            new Type("box", () -> "((1,1),(0,0))"),
            new Type("oid", () -> oneOf("0", "4294967295")),
            new Type("mood", () -> oneOf("so, so", "it's \"fine\"", "")),
            new Type("money_range", () -> oneOf("[1.00,2.00)", "empty")),
            new Type("place", () -> oneOf("(\"a, \"\"b\"\"\",1)", "(,)", "(\"\",NaN)")),
            new Type("place[]", () -> oneOf("{\"(x,1)\",NULL}", "{}")),
            new Type("short_text", () -> oneOf("", "abc")));

    RandomTables(long seed) {
        this.random = new Random(seed);
    }

    private record Type(String name, Supplier<String> value) {}

    static String typesOfTheirOwn() {
        return """
               CREATE TYPE mood AS ENUM ('so, so', 'it''s "fine"', '');
               CREATE TYPE place AS (name text, height double precision);
               CREATE TYPE money_range AS RANGE (subtype = numeric);
               CREATE DOMAIN short_text AS text CHECK (length(VALUE) < 10);
               """;
    }

    void fill(Connection connection) throws SQLException {
        int tables = 1 + random.nextInt(3);
        for (int table = 0; table < tables; table++) {
            fill(connection, "\"Table %d\"".formatted(table));
        }
    }

    private void fill(Connection connection, String table) throws SQLException {
        List<Type> columns = new ArrayList<>();
        StringJoiner definitions = new StringJoiner(", ");
        int count = 1 + random.nextInt(12);
        for (int column = 0; column < count; column++) {
            Type type = types.get(random.nextInt(types.size()));
            columns.add(type);
            definitions.add("\"c %d\" %s".formatted(column, type.name()));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (" + definitions + ")");
        }
        String values = columns.stream().map(type -> "?::" + type.name()).collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
            for (int row = random.nextInt(60); row > 0; row--) {
                for (int column = 0; column < columns.size(); column++) {
                    boolean empty = random.nextInt(6) == 0;
                    insert.setString(
                            column + 1,
                            empty ? null : columns.get(column).value().get());
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private Random next() {
        return random;
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Returns text with all characters except NUL and unpaired surrogates, which PostgreSQL does not support. */
    private String text() {
        if (random.nextInt(3) == 0) {
            return AWKWARD_TEXTS.get(random.nextInt(AWKWARD_TEXTS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(50); i > 0; i--) {
            int limit = random.nextBoolean() ? 0x80 : 0x110000;
            int character = 1 + random.nextInt(limit - 1);
            text.appendCodePoint(character >= 0xD800 && character < 0xE000 ? '\\' : character);
        }
        return text.toString();
    }

    private String bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return "\\x" + HexFormat.of().formatHex(bytes);
    }
}
