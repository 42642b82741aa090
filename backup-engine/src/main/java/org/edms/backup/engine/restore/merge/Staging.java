package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowLoader;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.work.Meter;

/** A schema of the target that holds the rows of the package, as they are there, until the restore has ended. */
public final class Staging {

    private final Target target;
    private final String schema;
    private final Meter meter;

    public Staging(Target target, String schema, Meter meter) {
        this.target = target;
        this.schema = schema;
        this.meter = meter;
    }

    /** Takes all tables' rows, on all connections at once. */
    void fill(MergePlan plan, RestoredPackage source, int parallelism) throws IOException, SQLException {
        create(plan);
        new RowLoader(meter).load(parts(plan, source), source, target.database(), parallelism);
        for (StagedTable table : plan.staged().toList()) {
            if (table.written() && table.looksUp()) {
                takeReferences(table);
            }
            analyze(table);
        }
        target.connection().commit();
    }

    private static String references(StagedTable table) {
        return table.staging() + "r";
    }

    private void takeReferences(StagedTable table) throws SQLException {
        String columns = Sql.quoted(table.packaged());
        target.sql()
                .execute("INSERT INTO %s (%s, %s) SELECT true, %s FROM %s"
                        .formatted(table.staging(), StagedTable.LOOKED_UP, columns, columns, references(table)));
    }

    /** Only what rows are joined by. */
    private void analyze(StagedTable table) throws SQLException {
        Set<String> columns = new LinkedHashSet<>(table.mobile());
        columns.addAll(table.identity().key());
        table.links().forEach(link -> columns.addAll(link.columns()));
        columns.removeIf(column -> !table.packaged().contains(column));
        String list = columns.isEmpty() ? "" : " (" + Sql.quoted(columns) + ")";
        target.sql().execute("ANALYZE " + table.staging() + list);
    }

    public void drop() throws SQLException {
        target.sql().execute("DROP SCHEMA IF EXISTS " + Sql.quoted(schema) + " CASCADE");
        target.connection().commit();
    }

    private void create(MergePlan plan) throws SQLException {
        Sql sql = target.sql();
        sql.execute("CREATE SCHEMA " + Sql.quoted(schema));
        for (StagedTable table : plan.staged().toList()) {
            String columns = table.packaged().stream()
                    .map(column -> Sql.quoted(column) + " " + table.type(column))
                    .collect(Collectors.joining(", "));
            sql.execute(
                    "CREATE UNLOGGED TABLE %s (%s bigint GENERATED ALWAYS AS IDENTITY (CACHE 1000), %s boolean DEFAULT %s%s)"
                            .formatted(
                                    table.staging(),
                                    StagedTable.ROW,
                                    StagedTable.LOOKED_UP,
                                    !table.written(),
                                    columns.isEmpty() ? "" : ", " + columns));
            if (table.written() && table.looksUp()) {
                sql.execute("CREATE UNLOGGED TABLE %s (%s)".formatted(references(table), columns));
            }
        }
        target.connection().commit();
    }

    private static String into(StagedTable table, Manifest.Table source) {
        return table.written() && source.referencesOnly() ? references(table) : table.staging();
    }

    private static List<RowLoader.Part> parts(MergePlan plan, RestoredPackage source) {
        List<RowLoader.Part> parts = new ArrayList<>();
        for (StagedTable table : plan.staged().toList()) {
            for (Manifest.Table each : table.sources()) {
                each.members()
                        .forEach(member -> parts.add(new RowLoader.Part(
                                source.entry(member), into(table, each), each.columns(), table.name())));
            }
        }
        return parts;
    }
}
