package org.edms.backup.engine.restore.merge;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;

/**
 * Computes the columns again that depend on other rows than their own, if a merge has written a row of the table: the package's
 * values describe the rows of another system.
 */
final class ComputedColumns {

    private static final int MOST_NAMED = 3;

    private final Sql sql;
    private final Map<Table.Name, Account> accounts;
    private final Meter meter;
    private final List<Check> checks = new ArrayList<>();

    /** @param accounts what has been written */
    ComputedColumns(Sql sql, Map<Table.Name, Account> accounts, Meter meter) {
        this.sql = sql;
        this.accounts = accounts;
        this.meter = meter;
    }

    /**
     * Computes everything that depends on written rows.
     *
     * @return a check for each
     */
    List<Check> compute(TableSet<MatchedTable> tables) throws SQLException {
        for (MatchedTable table : tables) {
            if (table.meaning().tree() != null && isWritten(table)) {
                meter.subject(table.name());
                computeTree(table);
            }
        }
        return checks;
    }

    /** Whether a constraint of a table that can get rows makes such columns unique. */
    static boolean areUnique(MatchedTable table) {
        return table.canGetRows()
                && !table.isBulkLoaded()
                && table.target().uniqueKeys().stream()
                        .anyMatch(key -> key.columns().stream().anyMatch(table::isComputed));
    }

    private boolean isWritten(PlannedTable table) {
        Account account = accounts.getOrDefault(table.tableName(), Account.EMPTY);
        return account.inserted() + account.updated() > 0 || table.canGetStubs();
    }

    private void computeTree(MatchedTable table) throws SQLException {
        refuseCycle(table);
        TreeStatements statements = TreeStatements.of(table);
        long changed = 0;
        for (String statement : statements.compute()) {
            changed += sql.update(statement);
        }
        String violation = null;
        for (String query : statements.violations()) {
            violation = violation == null ? sql.text(query) : violation;
        }
        checks.add(new Check(
                "tree " + table.name(),
                violation == null,
                violation == null
                        ? "%s computed again: %d rows changed"
                                .formatted(table.meaning().tree(), changed)
                        : "row " + violation + " contradicts its parent"));
    }

    private void refuseCycle(PlannedTable table) throws SQLException {
        List<String> rows = sql.list(TreeStatements.unreachable(table, MOST_NAMED), row -> row.getString(1));
        if (!rows.isEmpty()) {
            throw new BackupException(
                    ErrorCode.TREE_CYCLIC,
                    "%s: no root leads to %s".formatted(table.name(), String.join(" and ", rows)));
        }
    }
}
