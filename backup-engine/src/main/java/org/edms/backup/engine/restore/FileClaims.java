package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.files.ContestedFiles;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.TriggerSuspension;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Which rows of the target name the files whose contents differ from those of the package. If a row that the restore writes names
 * the same file as another row of the target, one of the two would get the other's content.
 */
final class FileClaims {

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final SqlTemplate NAMED = SqlTemplate.of("""
            SELECT ARRAY[:primaryKey]::text, :column::text FROM :table WHERE :column::text <> ''
            """);

    private static final SqlTemplate RENAME =
            SqlTemplate.of("UPDATE :table SET :column = ? WHERE ARRAY[:primaryKey]::text = ?");

    private final EdmsModel model;
    private final ContestedFiles contested;
    private final List<Table> tables;
    private final Set<Claim> before;

    /** A row that names a file. */
    private record Claim(FileName file, Column column, String row) {}

    private record FileName(String root, String path) implements Comparable<FileName> {
        @Override
        public int compareTo(FileName other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return root + "/" + path;
        }
    }

    private record Column(Table table, TableModel.FileColumns files) {

        boolean renames() {
            return files.onConflict() == TableModel.FileColumns.OnConflict.RENAME;
        }

        String scan() {
            return (table.kind() == Table.Kind.PARTITIONED ? "" : "ONLY ") + table.quotedName();
        }

        String primaryKey() {
            return table.primaryKey().columns().stream()
                    .map(column -> Sql.quoted(column) + "::text")
                    .collect(Collectors.joining(", "));
        }
    }

    private FileClaims(EdmsModel model, ContestedFiles contested, List<Table> tables, Sql sql) throws SQLException {
        this.model = model;
        this.contested = contested;
        this.tables = tables;
        this.before = contested.isEmpty() ? Set.of() : new HashSet<>(claims(sql));
    }

    /** Reads the claims of the rows that the target has before the restore writes. */
    static FileClaims before(EdmsModel model, ContestedFiles contested, List<Table> tables, Sql sql)
            throws SQLException {
        return new FileClaims(model, contested, tables, sql);
    }

    /** The roots in which files are renamed where necessary. */
    static Set<String> renamingRoots(EdmsModel model) {
        return model.tables().values().stream()
                .flatMap(table -> table.files().stream())
                .filter(files -> files.onConflict() == TableModel.FileColumns.OnConflict.RENAME)
                .map(TableModel.FileColumns::root)
                .collect(Collectors.toSet());
    }

    /** Renames the files that written rows and others name, or refuses the restore, as the model says. */
    RowsResult resolve(RowsResult rows, Sql sql) throws IOException, SQLException {
        if (before.isEmpty() || rows.failure() != null) {
            contested.discardKept();
            return rows;
        }
        Map<FileName, List<Claim>> conflicts = conflicts(claims(sql));
        List<Claim> refused = conflicts.values().stream()
                .flatMap(List::stream)
                .filter(claim -> !claim.column().renames())
                .toList();
        if (!refused.isEmpty()) {
            return rows.refused(List.of(), failure(ErrorCode.FILE_CONFLICT, refused));
        }
        List<Claim> renamed = conflicts.values().stream().flatMap(List::stream).toList();
        rename(conflicts, sql);
        contested.discardKept();
        return renamed.isEmpty() ? rows : rows.withWarnings(List.of(failure(ErrorCode.FILE_RENAMED, renamed)));
    }

    /** The claims of written rows on files that rows from before still name. */
    private Map<FileName, List<Claim>> conflicts(List<Claim> now) {
        Set<FileName> stillNamed =
                now.stream().filter(before::contains).map(Claim::file).collect(Collectors.toSet());
        return now.stream()
                .filter(claim -> !before.contains(claim) && stillNamed.contains(claim.file()))
                .collect(Collectors.groupingBy(Claim::file, TreeMap::new, Collectors.toList()));
    }

    private void rename(Map<FileName, List<Claim>> conflicts, Sql sql) throws IOException, SQLException {
        List<Table> written = conflicts.values().stream()
                .flatMap(List::stream)
                .map(claim -> claim.column().table())
                .distinct()
                .toList();
        if (written.isEmpty()) {
            return;
        }
        TriggerSuspension triggers = TriggerSuspension.begin(sql, written);
        for (Map.Entry<FileName, List<Claim>> conflict : conflicts.entrySet()) {
            FileName file = conflict.getKey();
            String renamed = contested.rename(file.root(), file.path());
            for (Claim claim : conflict.getValue()) {
                write(claim, prefix(file.root()) + renamed, sql);
            }
        }
        triggers.end();
    }

    private static void write(Claim claim, String path, Sql sql) throws SQLException {
        String update = RENAME.with("table", claim.column().scan())
                .with("column", Sql.quoted(claim.column().files().path()))
                .with("primaryKey", claim.column().primaryKey())
                .sql();
        try (PreparedStatement statement = sql.connection().prepareStatement(update)) {
            statement.setString(1, path);
            statement.setString(2, claim.row());
            statement.executeUpdate();
        }
    }

    private static Failure failure(ErrorCode code, List<Claim> claims) {
        Claim first = claims.get(0);
        Set<String> columns = claims.stream()
                .map(claim -> claim.column().table().qualifiedName() + "."
                        + claim.column().files().path())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Failure(
                code,
                "%d rows of the package in %s name files that other rows of the target name with other content, such as %s"
                        .formatted(claims.size(), String.join(", ", columns), first.file()));
    }

    private List<Claim> claims(Sql sql) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        for (Table table : tables) {
            TableModel meaning = model.table(table.schema(), table.name()).orElse(TableModel.SILENT);
            for (TableModel.FileColumns files : meaning.files()) {
                if (table.primaryKey() != null && table.column(files.path()).isPresent()) {
                    read(new Column(table, files), claims, sql);
                }
            }
        }
        return claims;
    }

    private void read(Column column, List<Claim> claims, Sql sql) throws SQLException {
        String root = column.files().root();
        String prefix = prefix(root);
        String query = NAMED.with("primaryKey", column.primaryKey())
                .with("column", Sql.quoted(column.files().path()))
                .with("table", column.scan())
                .sql();
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    String path = rows.getString(2);
                    String inRoot = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
                    if (contested.contains(root, inRoot)) {
                        claims.add(new Claim(new FileName(root, inRoot), column, rows.getString(1)));
                    }
                }
            }
        }
    }

    private String prefix(String root) {
        return model.filePrefixes().getOrDefault(root, "");
    }
}
