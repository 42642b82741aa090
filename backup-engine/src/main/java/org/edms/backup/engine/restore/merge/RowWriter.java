package org.edms.backup.engine.restore.merge;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Writes the staged rows of all tables: inserts new ones, and updates those that differ in the target. */
final class RowWriter {

    /** The states of a violated unique and exclusion constraint. */
    private static final Set<String> VALUE_TAKEN = Set.of("23505", "23P01");

    private final Sql sql;
    private final KeyMaps maps;
    private final RestoreOptions options;
    private final Quarantine quarantine;
    private final Meter meter;

    RowWriter(Sql sql, KeyMaps maps, RestoreOptions options, Quarantine quarantine, Meter meter) {
        this.sql = sql;
        this.maps = maps;
        this.options = options;
        this.quarantine = quarantine;
        this.meter = meter;
    }

    /** Writes everything; if rows are quarantined on the way, starts again without them. */
    Map<Table.Name, Account> write() throws SQLException {
        List<MatchedTable> tables = maps.tables().where(PlannedTable::isWritten).toList();
        while (true) {
            Savepoint before = sql.connection().setSavepoint();
            Map<Table.Name, Account> accounts = new LinkedHashMap<>();
            boolean complete = true;
            for (MatchedTable table : tables) {
                meter.subject(table.name());
                Outcome outcome = write(table);
                accounts.put(table.tableName(), outcome.account());
                complete &= outcome.complete();
            }
            if (complete) {
                return accounts;
            }
            quarantine.keepAcross(() -> sql.connection().rollback(before), maps.tables());
        }
    }

    /** @param complete whether no row has been quarantined meanwhile */
    private record Outcome(Account account, boolean complete) {

        static final Outcome INCOMPLETE = new Outcome(Account.EMPTY, false);
    }

    private Outcome write(MatchedTable table) throws SQLException {
        if (table.isStreamed()) {
            return new Outcome(new Account(table.packagedRows(), table.packagedRows(), 0, 0, 0, 0), true);
        }
        WriteStatements statements = new WriteStatements(table, maps, quarantine, table.onMatch(options.onMatch()));
        if (options.strategy() == Strategy.ROW) {
            return writeRowByRow(table, statements);
        }
        Written[] written = new Written[1];
        SQLException refused = sql.attempt(() -> written[0] = writeAsSet(table, statements));
        if (refused != null && VALUE_TAKEN.contains(refused.getSQLState())) {
            SQLException again = sql.attempt(() -> written[0] = writeSwappedValues(table, statements));
            refused = again == null || VALUE_TAKEN.contains(again.getSQLState()) ? again : refused;
        }
        if (refused == null) {
            return new Outcome(account(table, statements, written[0]), true);
        }
        if (!options.allowPartial()) {
            throw refused;
        }
        return writeRowByRow(table, statements);
    }

    /** Rows that swap unique values collide with each other, so unique indexes are dropped and rebuilt. */
    private Written writeSwappedValues(MatchedTable table, WriteStatements statements) throws SQLException {
        DroppedIndexes indexes = new DroppedIndexes(sql);
        indexes.dropUnique(table.target());
        Written written = writeAsSet(table, statements);
        indexes.create();
        return written;
    }

    /** @param differing matched rows that differ from the target's */
    private record Written(long inserted, long updated, long differing) {}

    private Written writeAsSet(MatchedTable table, WriteStatements statements) throws SQLException {
        long differing = statements.canUpdate() ? sql.count(statements.countDiffering()) : 0;
        if (differing > 0 && options.onMatch() == OnMatch.FAIL) {
            throw new BackupException(
                    ErrorCode.CONSTRAINT_VIOLATED,
                    "%d rows of %s differ from their match in the target. Choose which to keep: --on-match update, keep or newer"
                            .formatted(differing, table.name()));
        }
        long updated = 0;
        if (differing > 0) {
            for (String update : statements.updateMatched()) {
                updated += sql.update(update);
            }
        }
        return new Written(sql.update(statements.insert()), updated, differing);
    }

    /** Writes each row by itself, and quarantines those that the target rejects. */
    private Outcome writeRowByRow(MatchedTable table, WriteStatements statements) throws SQLException {
        sql.execute(WriteStatements.indexRows(table.staging()));
        if (table.hasKeyMap()) {
            sql.execute(WriteStatements.indexRows(table.keyMap()));
        }
        long before = quarantine.count(table);
        long differing = statements.canUpdate() ? sql.count(statements.countDiffering()) : 0;
        sql.execute("CREATE TEMP TABLE IF NOT EXISTS pg_temp.written (inserted bigint, updated bigint) ON COMMIT DROP");
        sql.execute("DELETE FROM pg_temp.written");
        sql.execute(statements.writeRowByRow());
        quarantine.recount(table);
        if (quarantine.count(table) > before) {
            return Outcome.INCOMPLETE;
        }
        long inserted = sql.count("SELECT inserted FROM pg_temp.written");
        long updated = sql.count("SELECT updated FROM pg_temp.written");
        return new Outcome(account(table, statements, new Written(inserted, updated, differing)), true);
    }

    private Account account(MatchedTable table, WriteStatements statements, Written written) throws SQLException {
        long staged = sql.count(WriteStatements.countRestorable(table));
        long matched = table.hasKeyMap() ? sql.count(statements.countMatched()) : 0;
        meter.count(staged, 0);
        return new Account(
                staged,
                written.inserted(),
                matched - written.differing(),
                written.updated(),
                written.differing() - written.updated(),
                quarantine.count(table));
    }
}
