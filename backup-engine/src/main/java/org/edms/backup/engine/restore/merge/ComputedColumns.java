package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
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

    private static final SqlTemplate COUNT = SqlTemplate.of("""
            WITH counted AS (
              SELECT t.:id AS id, count(x.:by) AS rows FROM :target t LEFT JOIN :counted x ON x.:by = t.:id GROUP BY t.:id
            )
            UPDATE :target t SET :column = c.rows FROM counted c WHERE t.:id = c.id AND t.:column IS DISTINCT FROM c.rows
            """);

    private static final SqlTemplate WRONG_COUNT = SqlTemplate.of("""
            SELECT nullif((SELECT coalesce(sum(t.:column), 0) FROM :target t),
              (SELECT count(*) FROM :counted x WHERE x.:by IN (SELECT t.:id FROM :target t)))::text
            """);

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
            for (Map.Entry<String, TableModel.Count> count :
                    new TreeMap<>(table.meaning().counts()).entrySet()) {
                Optional<MatchedTable> counted = tables.find(
                        new Table.Name(table.target().schema(), count.getValue().table()));
                if (isWritten(table) || counted.filter(this::isWritten).isPresent()) {
                    count(table, count.getKey(), count.getValue());
                }
            }
        }
        return checks;
    }

    /** Whether the merge has written any row. */
    boolean hasWritten() {
        return accounts.values().stream().anyMatch(account -> account.inserted() + account.updated() > 0);
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

    private void count(MatchedTable table, String column, TableModel.Count count) throws SQLException {
        long changed = sql.update(count(COUNT, table, column, count));
        String wrong = sql.text(count(WRONG_COUNT, table, column, count));
        checks.add(new Check(
                "count " + table.name() + "." + column,
                wrong == null,
                wrong == null
                        ? "rows of %s by %s counted again: %d rows changed"
                                .formatted(count.table(), count.by(), changed)
                        : "the sum of all counts is " + wrong));
    }

    private static String count(SqlTemplate statement, PlannedTable table, String column, TableModel.Count count) {
        return statement
                .with("target", table.scanTarget())
                .with("column", quoted(column))
                .with("counted", quoted(table.target().schema()) + "." + quoted(count.table()))
                .with("by", quoted(count.by()))
                .with("id", quoted(table.primaryKey().get(0)))
                .sql();
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
