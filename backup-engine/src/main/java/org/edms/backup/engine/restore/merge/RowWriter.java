package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.DroppedIndexes;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.Strategy;

/** Writes the rows of all tables: those that are new, and those that the target has otherwise. */
final class RowWriter {

    /** Of a unique and of an exclusion constraint. */
    private static final Set<String> VALUE_TAKEN = Set.of("23505", "23P01");

    private final Sql sql;
    private final KeyRemapping.Maps maps;
    private final RestoreOptions options;
    private final Quarantine quarantine;
    private final Meter meter;
    private final Map<StagedTable, Account> accounts = new LinkedHashMap<>();

    RowWriter(Sql sql, KeyRemapping.Maps maps, RestoreOptions options, Quarantine quarantine, Meter meter) {
        this.sql = sql;
        this.maps = maps;
        this.options = options;
        this.quarantine = quarantine;
        this.meter = meter;
    }

    Map<StagedTable, Account> accounts() {
        return accounts;
    }

    /** @return whether rows were set aside on the way, so that all of it must be done again without them */
    boolean write(StagedTable table) throws SQLException {
        meter.subject(table.name());
        if (table.streamed()) {
            accounts.put(table, new Account(table.packagedRows(), table.packagedRows(), 0, 0, 0, 0));
            return false;
        }
        if (options.strategy() == Strategy.ROW) {
            return oneByOne(table);
        }
        Written[] written = new Written[1];
        SQLException refused = sql.attempt(() -> written[0] = asASet(table, "true"));
        if (refused != null && VALUE_TAKEN.contains(refused.getSQLState())) {
            SQLException taken = sql.attempt(() -> written[0] = asASetThatTradesValues(table));
            refused = taken == null || VALUE_TAKEN.contains(taken.getSQLState()) ? taken : refused;
        }
        if (refused != null) {
            if (!options.allowPartial()) {
                throw refused;
            }
            return oneByOne(table);
        }
        account(table, written[0]);
        return false;
    }

    /** Where rows trade values of which each may have but one, none can be the first: they are looked at when all have theirs. */
    private Written asASetThatTradesValues(StagedTable table) throws SQLException {
        DroppedIndexes indexes = new DroppedIndexes(sql);
        indexes.dropUnique(table.target());
        Written written = asASet(table, "true");
        indexes.create();
        return written;
    }

    private record Written(long inserted, long updated, long differing) {}

    private void account(StagedTable table, Written written) throws SQLException {
        long staged = sql.count("SELECT count(*) FROM %s s WHERE %s".formatted(table.staging(), table.own()));
        long found = table.mapped() ? found(table) : 0;
        long left = written.differing() - written.updated();
        accounts.put(
                table,
                new Account(
                        staged,
                        written.inserted(),
                        found - written.differing(),
                        written.updated(),
                        left,
                        quarantine.count(table)));
        meter.count(staged, 0);
    }

    private long found(StagedTable table) throws SQLException {
        return sql.count(
                "SELECT count(*) FROM %s i JOIN %s s ON s.%s = i.%s WHERE i.how IN ('u', 'k', 'c') AND %s AND %s"
                        .formatted(table.map(), table.staging(), ROW, ROW, quarantine.spared(table), table.own()));
    }

    private Written asASet(StagedTable table, String rows) throws SQLException {
        long differing = 0;
        long updated = 0;
        if (table.mapped() && !table.identity().byContent()) {
            differing = sql.count("SELECT count(*) FROM " + differing(table, rows));
            OnMatch onMatch = options.onMatch();
            if (differing > 0 && onMatch == OnMatch.FAIL) {
                throw new BackupException(
                        ErrorCode.CONSTRAINT_VIOLATED,
                        "%d rows of %s are in the target and are other there; --on-match says what shall happen"
                                .formatted(differing, table.name()));
            }
            updated = differing > 0 ? sql.update(update(table, rows)) : 0;
        }
        return new Written(sql.update(insert(table, rows)), updated, differing);
    }

    private String insert(StagedTable table, String rows) {
        KeyRemapping translation = KeyRemapping.ofIdentified(table, maps);
        Map<String, String> values = new LinkedHashMap<>(translation.values());
        valuesOfColumnsThatThePackageLacks(table).forEach(values::putIfAbsent);
        String isNew = table.mapped() ? "i.how = 'n'" : "true";
        return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE\nSELECT %s\nFROM %s\nWHERE %s AND %s AND %s"
                .formatted(
                        table.target().quotedName(),
                        quoted(values.keySet()),
                        String.join(", ", values.values()),
                        translation.from(),
                        isNew + " AND " + table.own(),
                        quarantine.spared(table),
                        rows);
    }

    /** What the model says for a row that holds nothing there: an older system had no such column. */
    private static Map<String, String> valuesOfColumnsThatThePackageLacks(StagedTable table) {
        Map<String, String> values = new LinkedHashMap<>();
        table.target().storedColumns().stream()
                .map(Table.Column::name)
                .filter(column -> !table.has(column) && table.meaning().onNull().containsKey(column))
                .forEach(column -> values.put(
                        column,
                        "%s::%s".formatted(Sql.literal(table.meaning().onNull().get(column)), table.type(column))));
        return values;
    }

    /** What a row of the target takes over: all but what names it here, its secrets, and what the package does not know. */
    private static List<String> taken(StagedTable table) {
        return table.columns().stream()
                .filter(column -> !table.mobile().contains(column) && !table.keepsTargetValue(column))
                .filter(column -> !"ALWAYS"
                        .equals(table.target()
                                .column(column)
                                .map(Table.Column::identity)
                                .orElse(null)))
                .toList();
    }

    /** Rows that were found and are not, to the last byte, what the package has. */
    private String differing(StagedTable table, String rows) {
        KeyRemapping translation = KeyRemapping.ofIdentified(table, maps);
        List<String> columns = taken(table);
        if (columns.isEmpty()) {
            return "(SELECT WHERE false) nothing";
        }
        String here = columns.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", "));
        String there = columns.stream().map(translation::value).collect(Collectors.joining(", "));
        return "%s\nJOIN %s t ON t.ctid = i.at AND t.tableoid = i.tab\nWHERE %s AND %s AND ROW(%s)::record *<> ROW(%s)::record"
                .formatted(
                        translation.from(),
                        table.only(),
                        quarantine.spared(table) + " AND " + table.own(),
                        rows,
                        here,
                        there);
    }

    private String update(StagedTable table, String rows) {
        KeyRemapping translation = KeyRemapping.ofIdentified(table, maps);
        List<String> columns = taken(table);
        String set = columns.stream()
                .map(column -> quoted(column) + " = x." + quoted(column))
                .collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(column -> translation.value(column) + " AS " + quoted(column))
                .collect(Collectors.joining(", "));
        return "UPDATE %s t SET %s FROM (SELECT i.at AS \"#at\", i.tab AS \"#tab\", %s FROM %s AND %s) x\n"
                        .formatted(table.only(), set, values, differing(table, rows), wanted(table, translation))
                + "WHERE t.ctid = x.\"#at\" AND t.tableoid = x.\"#tab\"";
    }

    private String wanted(StagedTable table, KeyRemapping translation) {
        return switch (options.onMatch()) {
            case UPDATE -> "true";
            case KEEP, FAIL -> "false";
            case NEWER -> table.isDated() ? newer(translation, table.meaning().changedAt()) : "false";
        };
    }

    private static String newer(KeyRemapping translation, String changedAt) {
        return "%s > t.%s".formatted(translation.value(changedAt), quoted(changedAt));
    }

    /** Each row by itself: what is refused is set aside with the reason. */
    private boolean oneByOne(StagedTable table) throws SQLException {
        sql.execute("CREATE INDEX ON %s (%s)".formatted(table.staging(), ROW));
        if (table.mapped()) {
            sql.execute("CREATE INDEX ON %s (%s)".formatted(table.map(), ROW));
        }
        long before = quarantine.count(table);
        boolean changing =
                table.mapped() && !table.identity().byContent() && !taken(table).isEmpty();
        long differing = changing ? sql.count("SELECT count(*) FROM " + differing(table, "true")) : 0;
        sql.execute("CREATE TEMP TABLE IF NOT EXISTS pg_temp.written (inserted bigint, updated bigint) ON COMMIT DROP");
        sql.execute("DELETE FROM pg_temp.written");
        sql.execute("DO " + block(table, changing));
        quarantine.recount(table);
        if (quarantine.count(table) > before) {
            return true;
        }
        long inserted = sql.count("SELECT inserted FROM pg_temp.written");
        long updated = sql.count("SELECT updated FROM pg_temp.written");
        account(table, new Written(inserted, updated, differing));
        return false;
    }

    private String block(StagedTable table, boolean changing) {
        String body = """
                DECLARE r bigint; why text; n bigint; inserted bigint := 0; updated bigint := 0;
                BEGIN
                  FOR r IN SELECT s.%1$s FROM %2$s s WHERE %3$s ORDER BY 1 LOOP
                    BEGIN
                      %4$s
                      %5$s;
                      GET DIAGNOSTICS n = ROW_COUNT;
                      inserted := inserted + n;
                    EXCEPTION WHEN integrity_constraint_violation OR data_exception OR raise_exception THEN
                      why := SQLERRM;
                      %6$s;
                    END;
                  END LOOP;
                  INSERT INTO pg_temp.written VALUES (inserted, updated);
                END
                """.formatted(
                        ROW,
                        table.staging(),
                        quarantine.spared(table) + " AND " + table.own(),
                        changing
                                ? update(table, "s." + ROW + " = r")
                                        + "; GET DIAGNOSTICS n = ROW_COUNT; updated := updated + n;"
                                : "",
                        insert(table, "s." + ROW + " = r"),
                        quarantine.takeOne(table));
        return Sql.literal(body);
    }
}
