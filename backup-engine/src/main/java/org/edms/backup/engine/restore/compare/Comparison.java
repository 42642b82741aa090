package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.merge.MergePlan;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.Snapshot;
import org.edms.backup.engine.work.LongMap;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Compares the rows of a package with those of a database. Rows find each other by natural keys, and a reference is the same if it
 * names a row with the same natural key.
 *
 * <p>It has the plan in common with a merge, but none of its maps: it reads both sides again, and changes nothing. A hash stands
 * for each key, so it needs about 30 bytes for each row that others reference, on each side.
 */
public final class Comparison {

    /** How many rows of one table are in memory at once. Of a larger table, each part is read in turn. */
    private static final long MAX_ROWS = 2_000_000;

    private final Side packaged;
    private final Side database;
    private final List<RowReading> tables;
    private final Identities packagedIds;
    private final Identities databaseIds;

    private Comparison(Side packaged, Side database, MergePlan plan, EdmsModel model) throws IOException, SQLException {
        this.packaged = packaged;
        this.database = database;
        this.tables = plan.tables().all().stream()
                .map(table -> new RowReading(table, plan, model))
                .toList();
        Map<Table.Name, Set<List<String>>> referenced = new HashMap<>();
        tables.stream()
                .flatMap(table -> table.links().stream())
                .flatMap(Link::targets)
                .forEach(target -> referenced
                        .computeIfAbsent(target.table().tableName(), any -> new LinkedHashSet<>())
                        .add(target.columns()));
        for (RowReading table : tables) {
            for (TableModel.FilesById files : table.table().meaning().files().byId()) {
                referenced
                        .computeIfAbsent(table.table().tableName(), any -> new LinkedHashSet<>())
                        .add(List.of(files.idColumn(table.table().target())));
            }
        }
        this.packagedIds = Identities.of(packaged, model, tables, referenced);
        this.databaseIds = packagedIds.alike(database, tables);
    }

    /**
     * Compares all rows of the package, except those that a merge would leave out.
     *
     * @param named the model that the user named; null to use the model in the package
     * @param roots the directories with files of the rows; empty to compare no files
     */
    public static ComparisonResult of(RestoredPackage source, Database database, EdmsModel named, List<FileRoot> roots)
            throws IOException {
        EffectiveModel model = source.model(named);
        try (Snapshot snapshot = Snapshot.open(database)) {
            List<Table> all = TableCatalog.read(snapshot.catalog(List.of()));
            model.refuseOtherSystem(all);
            model.refuseUnlessItFits(all);
            MergePlan plan =
                    MergePlan.of(source, all, model.model(), RestoreOptions.defaults(), new Sql(snapshot.leader()));
            snapshot.connections(1, plan.tables().targets());
            Comparison comparison =
                    new Comparison(new PackagedSide(source), new DatabaseSide(snapshot.leader()), plan, model.model());
            FileComparison files = new FileComparison(source, model.model(), comparison.sides(), roots);
            ComparisonResult result = comparison.run(model.reason(), plan, files);
            snapshot.finish();
            return result;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, database.toString());
        }
    }

    private FileComparison.Sides sides() {
        return new FileComparison.Sides(packaged, packagedIds, database, databaseIds);
    }

    private ComparisonResult run(String model, MergePlan plan, FileComparison files) throws IOException, SQLException {
        List<ComparedTable> compared = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        List<RestoreReport.LeftOut> leftOut = new ArrayList<>(plan.leftOut());
        for (RowReading table : tables) {
            if (table.table().isWritten()) {
                Outcome outcome = compare(table);
                compared.add(outcome.result());
                if (!outcome.examples().isEmpty()) {
                    findings.addAll(describe(table, outcome.examples()));
                }
            }
        }
        packagedIds.incomplete().stream()
                .map(RowReading::table)
                .forEach(
                        table -> leftOut.add(
                                new RestoreReport.LeftOut(
                                        "references to %s beyond a chain of %d"
                                                .formatted(table.name(), Identities.MOST_ROUNDS),
                                        table.packagedRows(),
                                        "its rows are identified by other rows in a long chain or a circle; a key of its own columns in the model compares them all")));
        files.run(tables);
        findings.addAll(files.findings());
        return new ComparisonResult(model, compared, files.results(), leftOut, findings);
    }

    private Outcome compare(RowReading table) throws IOException, SQLException {
        Outcome outcome = new Outcome(table.table().name());
        long parts = 1 + table.table().packagedRows() / MAX_ROWS;
        for (long part = 0; part < parts; part++) {
            compare(table, parts, part, outcome);
        }
        return outcome;
    }

    private void compare(RowReading table, long parts, long part, Outcome outcome) throws IOException, SQLException {
        RowTable all = new RowTable(RowTable.Sameness.ALL);
        LongMap identities = new LongMap();
        long referencesBefore = table.referencesRead();
        packaged.read(table.table(), row -> {
            ComparedRow read = table.read(row, packagedIds);
            if (!row.isReferencedOnly() && Math.floorMod(read.identity(), parts) == part) {
                all.add(read);
                identities.put(read.identity(), 1);
                outcome.packaged++;
            }
        });
        outcome.references = table.referencesRead() - referencesBefore;
        List<ComparedRow> others = new ArrayList<>();
        database.read(table.table(), row -> {
            ComparedRow read = table.read(row, databaseIds);
            if (Math.floorMod(read.identity(), parts) == part) {
                if (all.take(read) != null) {
                    outcome.same++;
                } else if (identities.get(read.identity(), 0) != 0) {
                    others.add(read);
                } else {
                    outcome.additional++;
                }
            }
        });
        RowTable sameReferences = new RowTable(RowTable.Sameness.REFERENCES);
        all.forEachWaiting(sameReferences::add);
        others.removeIf(read -> {
            boolean taken = sameReferences.take(read) != null;
            outcome.changed += taken ? 1 : 0;
            return taken;
        });
        RowTable sameIdentity = new RowTable(RowTable.Sameness.IDENTITY);
        sameReferences.forEachWaiting(sameIdentity::add);
        for (ComparedRow read : others) {
            ComparedRow there = sameIdentity.take(read);
            if (there == null) {
                outcome.additional++;
            } else {
                outcome.misdirected(there, read);
            }
        }
        sameIdentity.forEachWaiting(outcome::missing);
    }

    /** Reads both sides once more, for the rows that the administrator has to look at. */
    private List<String> describe(RowReading table, List<Difference> differences) throws IOException, SQLException {
        Examples there = Examples.of(table, packaged, packagedIds, differences, Difference::packaged);
        Examples here = Examples.of(table, database, databaseIds, differences, Difference::other);
        return differences.stream()
                .flatMap(difference -> there.compare(difference, here))
                .toList();
    }

    /** The result for one table while it is counted. */
    static final class Outcome {

        private static final int MOST_EXAMPLES = 3;

        private final String name;
        private final List<Difference> examples = new ArrayList<>();
        private long packaged;
        private long references;
        private long same;
        private long changed;
        private long misdirected;
        private long missing;
        private long additional;

        Outcome(String name) {
            this.name = name;
        }

        private void misdirected(ComparedRow there, ComparedRow here) {
            misdirected++;
            add(new Difference(there, here));
        }

        private void missing(ComparedRow row) {
            missing++;
            add(new Difference(row, null));
        }

        private void add(Difference difference) {
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(difference);
            }
        }

        List<Difference> examples() {
            return examples;
        }

        ComparedTable result() {
            return new ComparedTable(name, packaged, references, same, changed, misdirected, missing, additional);
        }
    }
}
