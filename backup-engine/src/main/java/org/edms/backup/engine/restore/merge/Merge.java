package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.target.DroppedIndexes;
import org.edms.backup.engine.restore.target.MaterialisedViews;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetSequences;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.engine.restore.target.TriggerSuspension;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.model.restore.TableAccount;
import org.edms.backup.model.restore.Validation;

/**
 * Merges the rows of a package into a database that assigned other keys to the same things: plan, stage, match, stream, resolve,
 * write, verify. Rows are staged and matched by their natural keys, which yields key maps; all references go through these maps.
 * Rows that need no matching are streamed into their tables.
 *
 * <p>All changes to the target's own tables are one transaction. The caller commits it or rolls it back.
 */
public final class Merge {

    /** Tables are joined whole, and the planner has few statistics of tables that were just written. */
    private static final List<String> SETTINGS_FOR_WHOLE_TABLES =
            List.of("SET LOCAL work_mem = '128MB'", "SET LOCAL enable_nestloop = off", "SET LOCAL jit = off");

    private static final String CONSTRAINT_VIOLATED = "23";

    private final Target target;
    private final Sql sql;
    private final RestoredPackage source;
    private final GenericReferences generic;
    private final EdmsModel model;
    private final RestoreTask task;
    private final RestoreOptions options;
    private final String schema;
    private final Staging staging;
    private final Meter meter;
    private final MergedFiles files;

    public Merge(Target target, RestoredPackage source, EdmsModel model, RestoreTask task, Meter meter) {
        this(target, source, model, task, meter, MergedFiles.NONE);
    }

    public Merge(
            Target target, RestoredPackage source, EdmsModel model, RestoreTask task, Meter meter, MergedFiles files) {
        this.target = target;
        this.sql = target.sql();
        this.source = source;
        this.generic = new GenericReferences(model);
        this.model = model;
        this.task = task;
        this.options = task.request().options();
        this.schema = TemporaryName.of(task.request().id());
        this.staging = new Staging(target, schema, meter);
        this.meter = meter;
        this.files = files;
    }

    /** Writes all rows; the caller ends the transaction, and then drops the staging schema. */
    public RowsResult run() throws IOException, SQLException {
        if (writesSets() && options.validation() == Validation.STRICT) {
            try {
                return merge(true);
            } catch (StagingRequiredException e) {
                startAgain();
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_VIOLATED)) {
                    throw e;
                }
                startAgain();
            }
        }
        return merge(false);
    }

    private boolean writesSets() {
        return options.strategy() != Strategy.ROW && !options.allowPartial();
    }

    private void startAgain() throws SQLException {
        target.connection().rollback();
        staging.drop();
    }

    /** @param mayStream whether rows that need no matching are streamed; otherwise all rows are staged */
    private RowsResult merge(boolean mayStream) throws IOException, SQLException {
        meter.enter(Phase.PLANNING);
        List<Table> all = target.tables();
        MergePlan plan = MergePlan.of(source, all, model, options, sql);
        refuseUnconfirmedClosures(plan);
        TableSet<StagedTable> tables = planStaging(plan, mayStream);

        stage(tables);
        KeyMaps matched = match(plan, tables, all);
        TriggerSuspension triggers = TriggerSuspension.begin(sql, plan.allTables());
        DroppedIndexes indexes = dropIndexes(matched);
        StreamedTables streamed = stream(matched);

        Quarantine quarantine = new Quarantine(sql, schema);
        ReferenceResolver.Resolution resolved = resolve(matched, streamed, quarantine, all);
        KeyMaps maps = resolved.maps();
        RowsResult result = RowsResult.of(
                        plan.leftOut(), new MatchReport(sql, maps).identityMaps(), resolved.references())
                .withWarnings(withoutUnusedPlaces(resolved.warnings()));
        if (!quarantine.isEmpty() && !options.allowPartial()) {
            List<RestoreReport.SetAside> rows = quarantine.rows(maps.tables());
            return result.refused(rows, quarantine.failure(rows));
        }

        List<Failure> undeclared = new UndeclaredReferences(sql, maps, model).find();
        if (!undeclared.isEmpty() && !options.allowUndeclared()) {
            return result.refused(List.of(), UndeclaredReferences.together(undeclared));
        }

        new ListUnions(sql, maps, options.onMatch()).unite();
        Optional<Failure> otherKey = new FileKeys(sql, maps, quarantine).conflict(source.manifest(), options);
        if (otherKey.isPresent()) {
            return result.refused(List.of(), otherKey.get());
        }
        Optional<Failure> conflict = new FilePaths(sql, maps, options, quarantine, files).rewrite();
        if (conflict.isPresent()) {
            return result.refused(List.of(), conflict.get());
        }

        Map<Table.Name, Account> accounts = write(maps, quarantine);
        ComputedColumns columns = new ComputedColumns(sql, accounts, meter);
        List<Check> computed = columns.compute(maps.tables());
        Caches caches = new Caches(sql, columns.hasWritten() ? plan.caches() : List.of(), all);
        List<Failure> cacheNotices = model.isOnlyPackaged() ? caches.keep() : caches.empty();
        meter.enter(Phase.CREATING_INDEXES);
        indexes.create();
        triggers.end();
        meter.enter(Phase.REFRESHING_VIEWS);
        List<Failure> staleViews = MaterialisedViews.refresh(sql, plan.writtenTables());

        meter.enter(Phase.VERIFYING);
        List<WrittenTable> written = count(maps, accounts);
        List<Check> checks = new MergeCheck(sql, maps, quarantine, options, meter).check(written, streamed, all);
        checks.addAll(computed);
        RowsResult verified = result.written(reports(written), quarantine.rows(maps.tables()), checks)
                .withWarnings(undeclared)
                .withWarnings(staleViews)
                .withWarnings(cacheNotices)
                .withWarnings(unknownChangeTimes(written));
        if (verified.failure() != null && !streamed.isEmpty()) {
            throw new StagingRequiredException(verified.failure().detail());
        }
        if (verified.failure() != null) {
            return verified;
        }
        ReferencedKeys keys = new ReferencedKeys(sql, maps, true);
        return verified.withWarnings(files.finish(all, (table, column, ids) -> {
            Destination to = new Destination(table, column);
            Map<String, String> found = keys.find(to, ids);
            // Rows that were set aside have been given keys, too.
            found.values().retainAll(new HashSet<>(sql.list(to.inTarget(found.values()), row -> row.getString(1))));
            return found;
        }));
    }

    /** Rows of a closure table are deleted if its tree does not have them: no package may choose the table. */
    private void refuseUnconfirmedClosures(MergePlan plan) {
        if (model.isOnlyPackaged() && !plan.computed().isEmpty()) {
            throw new BackupException(
                    ErrorCode.MODEL_INVALID,
                    "the model in the package makes the rows of %s again; confirm it with --model FILE"
                            .formatted(plan.computed().stream()
                                    .map(Table::qualifiedName)
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** Decides which tables are streamed, and ends the transaction that has read the target. */
    private TableSet<StagedTable> planStaging(MergePlan plan, boolean mayStream) throws IOException, SQLException {
        Set<Table.Name> streamable =
                mayStream ? StreamableTables.of(plan, source.catalog(), generic, files, sql) : Set.of();
        List<StagedTable> tables = new ArrayList<>();
        for (PlannedTable table : plan.tables()) {
            tables.add(new StagedTable(table, streamable.contains(table.tableName()), schema, tables.size()));
        }
        target.connection().commit();
        return new TableSet<>(tables);
    }

    private void stage(TableSet<StagedTable> tables) throws IOException, SQLException {
        meter.enter(Phase.STAGING);
        staging.fill(tables, source, task.parallelism());
    }

    /** Locks the tables to write first: what has been matched must not change. */
    private KeyMaps match(MergePlan plan, TableSet<StagedTable> tables, List<Table> all) throws SQLException {
        meter.enter(Phase.MATCHING);
        for (String setting : SETTINGS_FOR_WHOLE_TABLES) {
            sql.execute(setting);
        }
        target.lock(plan.writtenTables());
        return new RowMatcher(sql, tables, all, generic, schema).match();
    }

    private StreamedTables stream(KeyMaps maps) throws IOException, SQLException {
        meter.enter(Phase.STREAMING);
        return new RowStreamer(sql, maps, meter).write(source);
    }

    private ReferenceResolver.Resolution resolve(
            KeyMaps maps, StreamedTables streamed, Quarantine quarantine, List<Table> all)
            throws IOException, SQLException {
        meter.enter(Phase.RESOLVING);
        quarantine.create();
        return new ReferenceResolver(sql, maps, streamed, quarantine, all).resolve();
    }

    private DroppedIndexes dropIndexes(KeyMaps maps) throws SQLException {
        DroppedIndexes indexes = new DroppedIndexes(sql);
        if (writesSets()) {
            for (MatchedTable table :
                    maps.tables().where(MatchedTable::isBulkLoaded).toList()) {
                indexes.drop(table.target());
            }
        }
        // Until columns are computed again, rows of package and target may have the same values in them.
        for (MatchedTable table :
                maps.tables().where(ComputedColumns::areUnique).toList()) {
            indexes.dropUnique(table.target());
        }
        return indexes;
    }

    private Map<Table.Name, Account> write(KeyMaps maps, Quarantine quarantine) throws SQLException {
        meter.enter(Phase.WRITING);
        new Stubs(sql, maps).write();
        Map<Table.Name, Account> accounts = new RowWriter(sql, maps, options, quarantine, meter).write();
        for (Table table : maps.tables().targets()) {
            TargetSequences.advance(sql, table);
        }
        return accounts;
    }

    private List<WrittenTable> count(KeyMaps maps, Map<Table.Name, Account> accounts) throws SQLException {
        List<WrittenTable> written = new ArrayList<>();
        for (MatchedTable table : maps.tables()) {
            written.add(new WrittenTable(
                    table,
                    accounts.getOrDefault(table.tableName(), Account.EMPTY),
                    sql.count("SELECT count(*) FROM " + table.scanTarget())));
        }
        return written;
    }

    private List<TableAccount> reports(List<WrittenTable> written) {
        return written.stream()
                .filter(each -> each.table().isWritten())
                .map(each -> each.report(options.onMatch()))
                .toList();
    }

    /** A place without ids may be a mistake in a model. A shipped model has places of features that a system may not use. */
    private List<Failure> withoutUnusedPlaces(List<Failure> warnings) {
        return ShippedModels.contains(model)
                ? warnings.stream()
                        .filter(warning -> warning.code() != ErrorCode.REFERENCE_UNUSED)
                        .toList()
                : warnings;
    }

    /** Without a column for it, nobody knows which of two rows is newer: the target's row stays, and the report says so. */
    private List<Failure> unknownChangeTimes(List<WrittenTable> written) {
        String kept = written.stream()
                .filter(each -> each.table().onMatch(options.onMatch()) == OnMatch.NEWER
                        && !each.table().hasChangeTime()
                        && each.account().left() > 0)
                .map(each -> "%s (%d rows)"
                        .formatted(each.table().name(), each.account().left()))
                .sorted()
                .collect(Collectors.joining(", "));
        return kept.isEmpty()
                ? List.of()
                : List.of(new Failure(
                        ErrorCode.CHANGE_TIME_UNKNOWN,
                        "--on-match newer kept the target's rows that differ, because the model in force names no "
                                + "changedAt column that package and target have: " + kept));
    }
}
