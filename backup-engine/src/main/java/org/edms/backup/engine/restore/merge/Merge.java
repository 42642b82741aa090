package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.ForeignKeyCheck;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.target.DroppedIndexes;
import org.edms.backup.engine.restore.target.MaterialisedViews;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetSequences;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.engine.restore.target.TriggerSuspension;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.IdentityMap;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.model.restore.TableAccount;
import org.edms.backup.model.restore.Validation;

/**
 * Brings the rows of a package into a database that has its own, in which the same things have other numbers. The rows are
 * staged; each is recognised by its natural key; every foreign key is sent through the maps that come of it. Rows of which there
 * is nothing to recognise go straight through the maps into their tables; should one of them need more, all is staged after all.
 * All that changes the database's own tables is one transaction, which is left open: whoever called commits it or rolls it back.
 */
public final class Merge {

    /** All tables are joined whole; what the planner knows of those that were just written is little. */
    private static final List<String> FOR_WHOLE_TABLES =
            List.of("SET LOCAL work_mem = '128MB'", "SET LOCAL enable_nestloop = off", "SET LOCAL jit = off");

    private static final String CONSTRAINT_VIOLATED = "23";

    private final Target target;
    private final RestoredPackage source;
    private final EdmsModel model;
    private final RestoreTask task;
    private final RestoreOptions options;
    private final String schema;
    private final Meter meter;

    public Merge(Target target, RestoredPackage source, EdmsModel model, RestoreTask task, Meter meter) {
        this.target = target;
        this.source = source;
        this.model = model;
        this.task = task;
        this.options = task.request().options();
        this.schema = TemporaryName.of(task.request().id());
        this.meter = meter;
    }

    /** Prepares all of it; the caller ends the transaction, and then drops what was staged. */
    public RowsResult run() throws IOException, SQLException {
        if (asSets() && options.validation() == Validation.STRICT) {
            try {
                return run(true);
            } catch (StagingNeeded e) {
                startAgain();
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_VIOLATED)) {
                    throw e;
                }
                startAgain();
            }
        }
        return run(false);
    }

    private boolean asSets() {
        return options.strategy() != Strategy.ROW && !options.allowPartial();
    }

    private void startAgain() throws SQLException {
        target.connection().rollback();
        new Staging(target, schema, meter).drop();
    }

    /** @param straight whether rows may go into the target without being staged, where that is all they need */
    private RowsResult run(boolean straight) throws IOException, SQLException {
        meter.phase("planning");
        List<Table> tables = target.tables();
        MergePlan plan = MergePlan.of(source.manifest().database(), source.catalog(), tables, model, task, schema);
        if (straight) {
            new StreamableTables(plan, source.catalog(), model).choose(target.sql());
        }
        target.connection().commit();

        meter.phase("staging");
        new Staging(target, schema, meter).fill(plan, source, task.parallelism());

        meter.phase("identifying");
        Sql sql = target.sql();
        for (String setting : FOR_WHOLE_TABLES) {
            sql.execute(setting);
        }
        target.lock(plan.writtenTables());
        Map<StagedTable, Long> before = count(plan);
        RowMatcher identification = new RowMatcher(sql, model, schema);
        KeyRemapping.Maps maps = identification.identify(plan.tables());

        TriggerSuspension quiet = TriggerSuspension.begin(
                sql, plan.tables().stream().map(StagedTable::target).toList());
        DroppedIndexes indexes = new DroppedIndexes(sql);
        if (asSets()) {
            for (StagedTable table : plan.bulkLoaded()) {
                indexes.drop(table.target());
            }
        }
        meter.phase("streaming");
        RowStreaming streaming = new RowStreaming(plan, model, sql, meter);
        streaming.write(source);

        meter.phase("completing");
        Quarantine quarantine = new Quarantine(sql, schema);
        quarantine.begin();
        ReferenceResolver completion = new ReferenceResolver(sql, plan.tables(), quarantine);
        List<Failure> detached = completion.detachUnknownTypes(model);
        completion.complete();
        List<IdentityMap> identities = identification.told(plan.tables());
        RowsResult result = RowsResult.of(plan.leftOut(), identities, completion.references())
                .withWarnings(identification.renamed(plan.tables()))
                .withWarnings(completion.substitutions())
                .withWarnings(detached)
                .withWarnings(completion.unknownGenericReferences(model));
        if (!quarantine.isEmpty() && !options.allowPartial()) {
            return result.refused(quarantine.told(), unresolved(quarantine));
        }

        meter.phase("writing");
        completion.writeStubs();
        Map<StagedTable, Account> accounts = write(plan, maps, quarantine);
        for (StagedTable table : plan.tables()) {
            TargetSequences.moveOn(sql, table.target());
        }
        meter.phase("making indexes");
        indexes.create();
        quiet.end();
        meter.phase("refreshing views");
        List<Failure> stale = MaterialisedViews.refresh(sql, plan.writtenTables());

        meter.phase("verifying");
        Map<StagedTable, Long> after = count(plan);
        List<TableAccount> told = new ArrayList<>();
        accounts.forEach((table, account) -> told.add(new TableAccount(
                table.name(), table.meaning().critical(), account, before.get(table), after.get(table))));
        List<Check> checks = check(plan, maps, quarantine, accounts, before, after, tables, streaming);
        RowsResult written = result.written(told, quarantine.told(), checks)
                .withWarnings(stale)
                .withWarnings(undated(accounts));
        if (written.failure() != null && plan.streamed().findAny().isPresent()) {
            throw new StagingNeeded(written.failure().detail());
        }
        return written;
    }

    private Map<StagedTable, Account> write(MergePlan plan, KeyRemapping.Maps maps, Quarantine quarantine)
            throws SQLException {
        while (true) {
            Savepoint before = target.connection().setSavepoint();
            RowWriter writing = new RowWriter(target.sql(), maps, options, quarantine, meter);
            boolean again = false;
            for (StagedTable table : plan.written().toList()) {
                again |= writing.write(table);
            }
            if (!again) {
                return writing.accounts();
            }
            quarantine.keepThrough(() -> target.connection().rollback(before), plan.tables());
        }
    }

    /** Which of two rows is newer is not known without a column that says so: the target's row stays, and that is reported. */
    private List<Failure> undated(Map<StagedTable, Account> accounts) {
        if (options.onMatch() != OnMatch.NEWER) {
            return List.of();
        }
        String kept = accounts.entrySet().stream()
                .filter(each -> !each.getKey().isDated() && each.getValue().left() > 0)
                .map(each -> "%s (%d rows)"
                        .formatted(each.getKey().name(), each.getValue().left()))
                .sorted()
                .collect(Collectors.joining(", "));
        return kept.isEmpty()
                ? List.of()
                : List.of(new Failure(
                        ErrorCode.CHANGE_TIME_UNKNOWN,
                        "--on-match newer kept the target's rows that differ, because the model in force names no "
                                + "changedAt column that package and target have: " + kept));
    }

    private Map<StagedTable, Long> count(MergePlan plan) throws SQLException {
        Map<StagedTable, Long> counts = new HashMap<>();
        for (StagedTable table : plan.tables()) {
            counts.put(table, target.sql().count("SELECT count(*) FROM " + table.only()));
        }
        return counts;
    }

    private List<Check> check(
            MergePlan plan,
            KeyRemapping.Maps maps,
            Quarantine quarantine,
            Map<StagedTable, Account> accounts,
            Map<StagedTable, Long> before,
            Map<StagedTable, Long> after,
            List<Table> all,
            RowStreaming streaming)
            throws IOException, SQLException {
        MergeCheck check = new MergeCheck(target.sql(), maps, quarantine, options.onMatch());
        if (options.validation() == Validation.NONE) {
            return List.of();
        }
        for (StagedTable table : plan.tables()) {
            long stubs = !table.looksUp()
                    ? 0
                    : target.sql().count("SELECT count(*) FROM " + table.map() + " WHERE how = 's'");
            check.account(
                    table, accounts.getOrDefault(table, Account.EMPTY), before.get(table), after.get(table), stubs);
        }
        if (options.validation() == Validation.STRICT) {
            streaming.verify(check);
            for (StagedTable table : plan.staged().toList()) {
                meter.subject(table.name());
                check.map(table);
                if (table.written()) {
                    check.content(table);
                }
            }
            check.add(ForeignKeyCheck.check(
                    plan.tables().stream().map(StagedTable::target).toList(), all, target.sql()));
        }
        return check.checks();
    }

    private static Failure unresolved(Quarantine quarantine) throws SQLException {
        return new Failure(
                ErrorCode.REFERENCE_UNRESOLVED,
                quarantine.told().stream()
                        .findFirst()
                        .map(row -> "%s, row %s: %s (%d rows in all)"
                                .formatted(row.table(), row.row(), row.reason(), quarantine.size()))
                        .orElse(""));
    }
}
