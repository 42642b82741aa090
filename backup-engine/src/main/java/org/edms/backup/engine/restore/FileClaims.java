package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.files.ContestedFiles;
import org.edms.backup.engine.restore.merge.MergedFiles;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Which rows of the target name the files whose contents differ from those of the package. If a row that the restore writes names
 * the same file as another row of the target, one of the two would get the other's content.
 */
final class FileClaims implements MergedFiles {

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final SqlTemplate NAMED = SqlTemplate.of("""
            SELECT ARRAY[tableoid::text, ctid::text]::text, :column::text FROM :table WHERE :column::text <> ''
            """);

    private final EdmsModel model;
    private final ContestedFiles contested;
    private final FilesOfRows filesOfRows;
    private final Map<FileName, Set<Row>> before = new HashMap<>();
    private final Set<FileName> foreign = new HashSet<>();
    private final Map<FileName, String> newNames = new HashMap<>();
    private final Set<Claim> renamed = new LinkedHashSet<>();
    private final Set<Claim> refused = new LinkedHashSet<>();

    /** A row of the target. */
    private record Row(Table.Name table, String place) {}

    /** A column of the package names a file. */
    private record Claim(FileName file, Column column) {}

    private record FileName(String root, String path) {
        @Override
        public String toString() {
            return root + "/" + path;
        }
    }

    private record Column(Table table, TableModel.FileColumns files) {

        boolean renames() {
            return files.onConflict() == TableModel.FileColumns.OnConflict.RENAME;
        }
    }

    /** @param contested the files whose contents differ, once all files of the package have been looked at */
    FileClaims(EdmsModel model, ContestedFiles contested, FilesOfRows filesOfRows, Target target) throws SQLException {
        this.model = model;
        this.contested = contested;
        this.filesOfRows = filesOfRows;
        if (!contested.isEmpty()) {
            read(target.tables(), target.sql());
        }
    }

    @Override
    public boolean mayRename(TableModel table) {
        return !before.isEmpty() && !table.files().byColumns().isEmpty();
    }

    /**
     * A row may name the file of its own counterpart in the target, but not that of another. Rows of the package that name one file
     * go on naming one, so a file of which one row gets another name is known before any row is changed.
     */
    @Override
    public String path(Table table, TableModel.FileColumns files, String path, String targetRow) throws IOException {
        Column column = new Column(table, files);
        FileName file = name(column, path);
        Set<Row> rows = new HashSet<>(before.getOrDefault(file, Set.of()));
        rows.remove(new Row(table.tableName(), targetRow));
        if (!rows.isEmpty()) {
            foreign.add(file);
        }
        if (!foreign.contains(file)) {
            return path;
        }
        (column.renames() ? renamed : refused).add(new Claim(file, column));
        if (!column.renames()) {
            return path;
        }
        String newName = newNames.get(file);
        if (newName == null) {
            newName = contested.rename(file.root(), file.path());
            newNames.put(file, newName);
        }
        return model.filePrefixes().getOrDefault(file.root(), "") + newName;
    }

    @Override
    public Optional<Failure> conflict() {
        return refused.isEmpty() ? Optional.empty() : Optional.of(failure(ErrorCode.FILE_CONFLICT, refused));
    }

    @Override
    public List<Failure> finish(List<Table> all, TargetIds ids) throws IOException, SQLException {
        List<Failure> warnings = new ArrayList<>(filesOfRows.name(all, ids));
        if (!renamed.isEmpty()) {
            warnings.add(failure(ErrorCode.FILE_RENAMED, renamed));
        }
        return warnings;
    }

    private static Failure failure(ErrorCode code, Set<Claim> claims) {
        Set<String> columns = claims.stream()
                .map(claim -> claim.column().table().qualifiedName() + "."
                        + claim.column().files().path())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Failure(
                code,
                "%d files that the package names in %s differ from the files that other rows of the target name, such as %s"
                        .formatted(
                                claims.size(),
                                String.join(", ", columns),
                                claims.iterator().next().file()));
    }

    private void read(List<Table> tables, Sql sql) throws SQLException {
        for (Table table : tables) {
            TableModel meaning = model.meaning(table);
            for (TableModel.FileColumns files : meaning.files().byColumns()) {
                if (table.column(files.path()).isPresent()) {
                    read(new Column(table, files), sql);
                }
            }
        }
    }

    private void read(Column column, Sql sql) throws SQLException {
        String query = NAMED.with("column", Sql.quoted(column.files().path()))
                .with("table", column.table().scan())
                .sql();
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    FileName file = name(column, rows.getString(2));
                    if (contested.contains(file.root(), file.path())) {
                        before.computeIfAbsent(file, any -> new HashSet<>())
                                .add(new Row(column.table().tableName(), rows.getString(1)));
                    }
                }
            }
        }
    }

    private FileName name(Column column, String path) {
        String root = column.files().root();
        return new FileName(root, model.pathInRoot(root, path));
    }
}
