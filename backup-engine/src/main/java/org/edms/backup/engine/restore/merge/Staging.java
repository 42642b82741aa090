package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

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
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.work.Meter;

/** A schema of the target that holds the unchanged rows of the package until the restore ends. */
public final class Staging {

    private static final SqlTemplate CREATE_TABLE = SqlTemplate.of("""
            CREATE UNLOGGED TABLE :staging
            (:row bigint GENERATED ALWAYS AS IDENTITY (CACHE 1000), :lookedUp boolean DEFAULT :default:columns)
            """);

    private static final SqlTemplate TAKE_REFERENCES = SqlTemplate.of("""
            INSERT INTO :staging (:lookedUp, :columns)
            SELECT true, :columns FROM :references
            """);

    private final Target target;
    private final String schema;
    private final Meter meter;

    public Staging(Target target, String schema, Meter meter) {
        this.target = target;
        this.schema = schema;
        this.meter = meter;
    }

    public void drop() throws SQLException {
        target.sql().execute("DROP SCHEMA IF EXISTS " + quoted(schema) + " CASCADE");
        target.connection().commit();
    }

    /** Loads the rows of all staged tables, on several connections. */
    void fill(TableSet<StagedTable> tables, RestoredPackage source, int parallelism) throws IOException, SQLException {
        List<StagedTable> staged = tables.where(StagedTable::isStaged).toList();
        create(staged);
        new RowLoader(meter).load(parts(staged, source), source, target.database(), parallelism);
        for (StagedTable table : staged) {
            if (separatesReferences(table)) {
                target.sql().execute(takeReferences(table));
            }
            target.sql().execute(analyze(table));
        }
        target.connection().commit();
    }

    private void create(List<StagedTable> tables) throws SQLException {
        Sql sql = target.sql();
        sql.execute("CREATE SCHEMA " + quoted(schema));
        for (StagedTable table : tables) {
            sql.execute(createTable(table));
            if (separatesReferences(table)) {
                sql.execute("CREATE UNLOGGED TABLE %s (%s)".formatted(table.stagedReferences(), columns(table)));
            }
        }
        target.connection().commit();
    }

    /** Whether the package has both rows to restore and keys of rows that others reference. */
    private static boolean separatesReferences(StagedTable table) {
        return table.isWritten() && table.hasReferencedOnlyRows();
    }

    private static List<RowLoader.Part> parts(List<StagedTable> tables, RestoredPackage source) {
        List<RowLoader.Part> parts = new ArrayList<>();
        for (StagedTable table : tables) {
            for (Manifest.Table each : table.sources()) {
                String into = table.isWritten() && each.referencesOnly() ? table.stagedReferences() : table.staging();
                each.members()
                        .forEach(member -> parts.add(
                                new RowLoader.Part(source.entry(member), into, each.columns(), table.name())));
            }
        }
        return parts;
    }

    static String createTable(StagedTable table) {
        String columns = columns(table);
        return CREATE_TABLE
                .with("staging", table.staging())
                .with("row", StagedTable.ROW)
                .with("lookedUp", PlannedTable.LOOKED_UP)
                .with("default", !table.isWritten())
                .with("columns", columns.isEmpty() ? "" : ", " + columns)
                .sql();
    }

    private static String columns(StagedTable table) {
        return table.packagedColumns().stream()
                .map(column -> quoted(column) + " " + table.type(column))
                .collect(Collectors.joining(", "));
    }

    static String takeReferences(StagedTable table) {
        return TAKE_REFERENCES
                .with("staging", table.staging())
                .with("lookedUp", PlannedTable.LOOKED_UP)
                .with("columns", quoted(table.packagedColumns()))
                .with("references", table.stagedReferences())
                .sql();
    }

    /** Statistics of the columns by which rows are joined, and no others. */
    static String analyze(StagedTable table) {
        Set<String> columns = new LinkedHashSet<>(table.remappable());
        columns.addAll(table.naturalKey().key());
        table.parents().forEach(reference -> columns.addAll(reference.columns()));
        columns.retainAll(table.packagedColumns());
        return "ANALYZE " + table.staging() + (columns.isEmpty() ? "" : " (" + quoted(columns) + ")");
    }
}
