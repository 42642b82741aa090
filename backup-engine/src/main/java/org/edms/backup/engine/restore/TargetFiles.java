package org.edms.backup.engine.restore;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.Target;

/** The files that rows of the target name. */
final class TargetFiles {

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final SqlTemplate ANY = SqlTemplate.of("SELECT 1 FROM :table WHERE :column::text <> '' LIMIT 1");

    private static final SqlTemplate NAMED = SqlTemplate.of("""
            SELECT ARRAY[tableoid::text, ctid::text]::text, :column::text FROM :table WHERE :column::text <> ''
            """);

    private final EdmsModel model;
    private final RestoreAreas files;
    private final Sql sql;
    private final List<Column> columns = new ArrayList<>();

    private record Column(Table table, TableModel.FileColumns files) {}

    TargetFiles(EdmsModel model, RestoreAreas files, Target target) throws SQLException {
        this.model = model;
        this.files = files;
        this.sql = target.sql();
        for (Table table : target.tables()) {
            for (TableModel.FileColumns each : model.meaning(table).files().byColumns()) {
                Column column = new Column(table, each);
                if (table.column(each.path()).isPresent() && files.hasRoot(each.root()) && namesAny(column)) {
                    columns.add(column);
                }
            }
        }
    }

    private boolean namesAny(Column column) throws SQLException {
        return !sql.list(query(ANY, column), row -> row.getInt(1)).isEmpty();
    }

    /** Returns whether any row names a file that can be in a root. */
    boolean canBeIn(String root) {
        return columns.stream().anyMatch(column -> files.overlap(column.files().root(), root));
    }

    /** Receives a file. */
    @FunctionalInterface
    interface Visitor {
        /** @param row its table and its place, as the text of an array */
        void visit(Path place, String row);
    }

    void forEach(Visitor visitor) throws SQLException {
        for (Column column : columns) {
            try (Statement statement = sql.connection().createStatement()) {
                statement.setFetchSize(ROWS_AT_A_TIME);
                try (ResultSet rows = statement.executeQuery(query(NAMED, column))) {
                    while (rows.next()) {
                        String row = rows.getString(1);
                        place(column.files(), rows.getString(2)).ifPresent(place -> visitor.visit(place, row));
                    }
                }
            }
        }
    }

    /** Returns where the file is that a path in a row names. */
    Optional<Path> place(TableModel.FileColumns named, String path) {
        return files.place(named.root(), model.pathInRoot(named.root(), path));
    }

    private static String query(SqlTemplate template, Column column) {
        return template.with("column", Sql.quoted(column.files().path()))
                .with("table", column.table().scan())
                .sql();
    }
}
