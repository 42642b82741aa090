package org.edms.backup.engine.legacy.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.legacy.rows.TableMembers.TableId;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The tables of an SQL dump: the columns are taken from its {@code COPY} blocks, the keys from its statements. */
final class DumpTables {

    /**
     * The length is limited because a long match would overflow the stack of the regex matcher. PostgreSQL names have at most 63
     * bytes.
     */
    private static final String NAME = "(\"(?:[^\"]|\"\"){1,200}\"|[^\\s\".(),;]{1,200})";

    private static final String TABLE = "(?:" + NAME + "\\.)?" + NAME;
    private static final String COLUMNS = "\\(([^()]*)\\)";
    private static final Pattern EACH_NAME = Pattern.compile(NAME);
    private static final Pattern TARGET = Pattern.compile(TABLE + "(?: " + COLUMNS + ")?");
    private static final Pattern CONSTRAINT =
            Pattern.compile("ALTER TABLE (?:ONLY )?" + TABLE + " ADD CONSTRAINT " + NAME + " (.*);");
    private static final Pattern KEY = Pattern.compile("(PRIMARY KEY|UNIQUE) " + COLUMNS + ".*");
    private static final Pattern FOREIGN_KEY =
            Pattern.compile("FOREIGN KEY " + COLUMNS + " REFERENCES " + TABLE + COLUMNS + "(.*)");
    private static final String USUAL_SCHEMA = "public";

    private final Map<TableId, Known> tables = new LinkedHashMap<>();

    /** The columns and keys of one table. */
    private static final class Known {
        private List<String> columns = List.of();
        private Table.Key primaryKey;
        private final List<Table.Key> uniqueKeys = new ArrayList<>();
        private final List<Table.ForeignKey> foreignKeys = new ArrayList<>();
        private long rows;
    }

    /** @param target the text after {@code COPY} */
    TableId copied(String target) {
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches() || matcher.group(3) == null) {
            throw new BackupException(ErrorCode.FORM_UNSUPPORTED, "COPY " + target + " lists no columns");
        }
        TableId table = table(matcher.group(1), matcher.group(2));
        known(table).columns = names(matcher.group(3));
        return table;
    }

    void altered(String statement) {
        Matcher constraint = CONSTRAINT.matcher(statement);
        if (!constraint.matches()) {
            return;
        }
        TableId table = table(constraint.group(1), constraint.group(2));
        String name = plain(constraint.group(3));
        Matcher key = KEY.matcher(constraint.group(4));
        Matcher foreign = FOREIGN_KEY.matcher(constraint.group(4));
        if (key.matches()) {
            Table.Key found = new Table.Key(name, names(key.group(2)));
            if (key.group(1).equals("UNIQUE")) {
                known(table).uniqueKeys.add(found);
            } else {
                known(table).primaryKey = found;
            }
        } else if (foreign.matches()) {
            TableId parent = table(foreign.group(2), foreign.group(3));
            known(table)
                    .foreignKeys
                    .add(new Table.ForeignKey(
                            name,
                            names(foreign.group(1)),
                            parent.schema(),
                            parent.name(),
                            names(foreign.group(4)),
                            foreign.group(5).contains(" DEFERRABLE"),
                            true));
        }
    }

    void count(TableId table, byte[] line) {
        Known known = known(table);
        known.rows++;
        int values = 1;
        for (byte each : line) {
            values += each == '\t' ? 1 : 0;
        }
        if (values != known.columns.size()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s, row %,d: %d values for %d columns"
                            .formatted(table.name(), known.rows, values, known.columns.size()));
        }
    }

    boolean sayKeys() {
        return tables.values().stream().anyMatch(known -> known.primaryKey != null);
    }

    Map<TableId, Long> rows() {
        Map<TableId, Long> rows = new LinkedHashMap<>();
        tables.forEach((table, known) -> {
            if (!known.columns.isEmpty()) {
                rows.put(table, known.rows);
            }
        });
        return rows;
    }

    List<String> columns(TableId table) {
        return known(table).columns;
    }

    Catalog catalog(String database) {
        List<Table> all = new ArrayList<>();
        tables.forEach((id, known) -> all.add(new Table(
                id.schema(),
                id.name(),
                Table.Kind.ORDINARY,
                known.columns.stream()
                        .map(column -> new Table.Column(column, "text", false, null, false, null))
                        .toList(),
                known.primaryKey,
                known.uniqueKeys,
                known.foreignKeys,
                null,
                null)));
        return new Catalog(database, "unknown", "UTF8", null, all, List.of());
    }

    private Known known(TableId table) {
        return tables.computeIfAbsent(table, any -> new Known());
    }

    private static TableId table(String schema, String name) {
        return new TableId(schema == null ? USUAL_SCHEMA : plain(schema), plain(name));
    }

    private static List<String> names(String list) {
        return EACH_NAME
                .matcher(list)
                .results()
                .map(each -> plain(each.group()))
                .toList();
    }

    private static String plain(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "a name in the dump contains NUL");
        }
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
