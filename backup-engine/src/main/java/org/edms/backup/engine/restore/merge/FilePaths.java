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
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreOptions;

/** Gives staged rows the paths that their files get in the target. */
final class FilePaths {

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final SqlTemplate ALL_NEW = SqlTemplate.of(
            "SELECT s.:row, :value::text, NULL FROM :from WHERE :restorable AND :notTaken AND :value::text <> ''");

    private static final SqlTemplate MATCHED = SqlTemplate.of("""
            SELECT s.:row, :value::text, CASE WHEN i.how <> :new THEN ARRAY[i.tab::text, i.at::text]::text END
            FROM :from WHERE i.how IN (:written) AND :restorable AND :notTaken AND :value::text <> ''
            """);

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

    void rewrite() throws IOException, SQLException {
        List<MatchedTable> tables = maps.tables()
                .where(each -> each.isWritten() && each.isStaged() && files.mayRename(each.meaning()))
                .toList();
        for (boolean counts : new boolean[] {false, true}) {
            for (MatchedTable table : tables) {
                for (TableModel.FileColumns columns : table.meaning().files().byColumns()) {
                    if (table.has(columns.path())) {
                        Map<Long, String> changed = changed(table, columns);
                        if (counts && !changed.isEmpty()) {
                            write(table, columns, changed);
                        }
                    }
                }
            }
        }
    }

    private Map<Long, String> changed(MatchedTable table, TableModel.FileColumns columns)
            throws IOException, SQLException {
        Map<Long, String> changed = new LinkedHashMap<>();
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(paths(table, columns.path()))) {
                while (rows.next()) {
                    String path = rows.getString(2);
                    String renamed = files.path(table.target(), columns, path, rows.getString(3));
                    if (!renamed.equals(path)) {
                        changed.put(rows.getLong(1), renamed);
                    }
                }
            }
        }
        return changed;
    }

    private void write(MatchedTable table, TableModel.FileColumns columns, Map<Long, String> changed)
            throws SQLException {
        update(table.staging(), columns.path(), changed);
        RewrittenColumns rewritten = maps.rewritten(table).orElse(null);
        if (rewritten != null && rewritten.columns().contains(columns.path())) {
            update(rewritten.table(), columns.path(), changed);
        }
    }

    private String paths(MatchedTable table, String column) {
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
        return query.with("new", MatchKind.NEW.literal())
                .with("written", MatchKind.written(table.onMatch(onMatch) != OnMatch.KEEP))
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
