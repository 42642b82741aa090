package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Checks that the files referenced by rows exist, either in their destination or staged. */
final class ReferencedFiles {

    private static final int ROWS_AT_A_TIME = 10_000;

    private final EdmsModel model;
    private final RestoreAreas files;
    private final Map<String, Paths> paths = new TreeMap<>();

    ReferencedFiles(EdmsModel model, RestoreAreas files) {
        this.model = model;
        this.files = files;
    }

    /**
     * Returns a warning for each column with missing files. Such files were missing before the backup, or are not in the
     * package.
     */
    List<Failure> missing(Sql sql, List<Table> tables) throws IOException, SQLException {
        List<Failure> warnings = new ArrayList<>();
        for (Map.Entry<String, TableModel> meaning : model.tables().entrySet()) {
            for (TableModel.FileColumns columns : meaning.getValue().files()) {
                for (Table table : tables) {
                    boolean meant = table.schema().equals(model.schema())
                            && table.name().equals(meaning.getKey())
                            && table.column(columns.path()).isPresent()
                            && files.hasRoot(columns.root());
                    if (meant) {
                        look(table, columns, sql, warnings);
                    }
                }
            }
        }
        paths.forEach((root, seen) -> {
            if (seen.named > 0 && seen.withPrefix == 0) {
                warnings.add(new Failure(
                        ErrorCode.FILE_PREFIX_UNUSED,
                        "the model gives the prefix \"%s\" for %s, and none of the %d paths begins with it"
                                .formatted(model.filePrefixes().get(root), root, seen.named)));
            }
        });
        return warnings;
    }

    /** Counts the paths that reference a root, and those that begin with the file prefix of that root. */
    private static final class Paths {

        private long named;
        private long withPrefix;
    }

    private void look(Table table, TableModel.FileColumns columns, Sql sql, List<Failure> warnings)
            throws IOException, SQLException {
        String prefix = model.filePrefixes().getOrDefault(columns.root(), "");
        String path = Sql.quoted(columns.path());
        Paths seen = paths.computeIfAbsent(columns.root(), root -> new Paths());
        long named = 0;
        long missing = 0;
        String first = null;
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT %s::text FROM %s WHERE %s::text <> ''".formatted(path, table.quotedName(), path))) {
                while (rows.next()) {
                    named++;
                    String wanted = rows.getString(1);
                    seen.named++;
                    seen.withPrefix += wanted.startsWith(prefix) ? 1 : 0;
                    String relative = wanted.startsWith(prefix) ? wanted.substring(prefix.length()) : wanted;
                    if (!files.contains(columns.root(), relative)) {
                        missing++;
                        first = first == null ? wanted : first;
                    }
                }
            }
        }
        if (missing > 0) {
            warnings.add(new Failure(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%d of %d files that %s.%s names are not there, such as %s"
                            .formatted(missing, named, table.qualifiedName(), columns.path(), first)));
        }
    }
}
