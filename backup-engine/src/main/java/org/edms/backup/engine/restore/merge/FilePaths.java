package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreOptions;

/** Gives staged rows the paths that their files get in the target. */
final class FilePaths {

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final SqlTemplate ALL_NEW = SqlTemplate.of("""
            SELECT s.:row, :value::text, NULL, true FROM :from WHERE :restorable AND :notTaken AND :value::text <> ''
            """);

    private static final SqlTemplate MATCHED = SqlTemplate.of("""
            SELECT s.:row, :value::text, CASE WHEN i.how <> :new THEN ARRAY[i.tab::text, i.at::text]::text END,
              i.how = :new OR coalesce(:updates, false)
            FROM :from :target
            WHERE i.how IN (:kinds) AND :restorable AND :notTaken AND :value::text <> ''
            """);

    private static final SqlTemplate TARGET =
            SqlTemplate.of("LEFT JOIN :target t ON t.ctid = i.at AND t.tableoid = i.tab");

    private static final SqlTemplate UPDATE = SqlTemplate.of("UPDATE :rows SET :column = ? WHERE :row = ?");

    private final Sql sql;
    private final KeyMaps maps;
    private final OnMatch onMatch;
    private final Quarantine quarantine;
    private final MergedFiles files;

    FilePaths(Sql sql, KeyMaps maps, RestoreOptions options, Quarantine quarantine, MergedFiles files) {
        this.sql = sql;
        this.maps = maps;
        this.onMatch = options.onMatch();
        this.quarantine = quarantine;
        this.files = files;
    }

    /** @return why the rows must not be written */
    Optional<Failure> rewrite() throws IOException, SQLException {
        List<MatchedTable> tables = maps.tables()
                .where(each -> each.isWritten() && each.isStaged() && files.mayRename(each.meaning()))
                .toList();
        Optional<Failure> conflict = files.claim(visitor -> {
            for (MatchedTable table : tables) {
                read(table, (row, file) -> visitor.visit(file));
            }
        });
        if (conflict.isEmpty() && files.renamesAny()) {
            for (MatchedTable table : tables) {
                rewrite(table);
            }
        }
        return conflict;
    }

    private void rewrite(MatchedTable table) throws SQLException {
        Map<String, Map<Long, String>> changed = new LinkedHashMap<>();
        read(table, (row, file) -> {
            String path = files.path(file.columns(), file.path());
            if (file.written() && !path.equals(file.path())) {
                changed.computeIfAbsent(file.columns().path(), any -> new LinkedHashMap<>())
                        .put(row, path);
            }
        });
        for (Map.Entry<String, Map<Long, String>> column : changed.entrySet()) {
            write(table, column.getKey(), column.getValue());
        }
    }

    /** Receives a staged row that names a file. */
    @FunctionalInterface
    private interface RowVisitor {
        void visit(long row, MergedFiles.NamedFile file);
    }

    private void read(MatchedTable table, RowVisitor visitor) throws SQLException {
        for (TableModel.FileColumns columns : table.meaning().files().byColumns()) {
            if (table.has(columns.path())) {
                read(table, columns, visitor);
            }
        }
    }

    private void read(MatchedTable table, TableModel.FileColumns columns, RowVisitor visitor) throws SQLException {
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(query(table, columns.path()))) {
                while (rows.next()) {
                    visitor.visit(
                            rows.getLong(1),
                            new MergedFiles.NamedFile(
                                    table.target(),
                                    columns,
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getBoolean(4),
                                    table.onMatch(onMatch)));
                }
            }
        }
    }

    private void write(MatchedTable table, String column, Map<Long, String> changed) throws SQLException {
        update(table.staging(), column, changed);
        RewrittenColumns rewritten = maps.rewritten(table).orElse(null);
        if (rewritten != null && rewritten.columns().contains(column)) {
            update(rewritten.table(), column, changed);
        }
    }

    private String query(MatchedTable table, String column) {
        KeyRemapping remapping = KeyRemapping.ofMatched(table, maps);
        SqlTemplate query = (table.hasKeyMap() ? MATCHED : ALL_NEW)
                .with("row", StagedTable.ROW)
                .with("value", remapping.value(column))
                .with("from", remapping.from())
                .with("restorable", table.restorableRows())
                .with("notTaken", quarantine.notTaken(table));
        if (!table.hasKeyMap()) {
            return query.sql();
        }
        OnMatch ofTable = table.onMatch(onMatch);
        WriteStatements statements = new WriteStatements(table, maps, quarantine, ofTable);
        boolean comparesRows = ofTable == OnMatch.NEWER;
        return query.with("new", MatchKind.NEW.literal())
                .with("kinds", MatchKind.written(true))
                .with("updates", statements.updates(column))
                .with(
                        "target",
                        comparesRows ? TARGET.with("target", table.scanTarget()).sql() : "")
                .sql();
    }

    private void update(String rows, String column, Map<Long, String> changed) throws SQLException {
        String update = UPDATE.with("rows", rows)
                .with("column", quoted(column))
                .with("row", StagedTable.ROW)
                .sql();
        try (PreparedStatement statement = sql.connection().prepareStatement(update)) {
            for (Map.Entry<Long, String> each : changed.entrySet()) {
                statement.setString(1, each.getValue());
                statement.setLong(2, each.getKey());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
