package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Checks that the files referenced by rows exist, either in their destination or staged. */
final class ReferencedFiles {

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final SqlTemplate PATHS =
            SqlTemplate.of("SELECT :column::text FROM :table WHERE :column::text <> ''");

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
        for (Table table : tables) {
            for (TableModel.FileColumns columns : model.meaning(table).files().byColumns()) {
                if (table.column(columns.path()).isPresent() && files.hasRoot(columns.root())) {
                    check(table, columns, sql).ifPresent(warnings::add);
                }
            }
        }
        warnings.addAll(unusedPrefixes());
        return warnings;
    }

    /** Counts the paths that reference a root, and those that begin with the file prefix of that root. */
    private static final class Paths {

        private long referenced;
        private long withPrefix;
    }

    private Optional<Failure> check(Table table, TableModel.FileColumns columns, Sql sql)
            throws IOException, SQLException {
        String prefix = model.filePrefixes().getOrDefault(columns.root(), "");
        Paths counted = paths.computeIfAbsent(columns.root(), root -> new Paths());
        long referenced = 0;
        long missing = 0;
        String example = null;
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(paths(table, columns.path()))) {
                while (rows.next()) {
                    String path = rows.getString(1);
                    referenced++;
                    counted.referenced++;
                    counted.withPrefix += path.startsWith(prefix) ? 1 : 0;
                    if (!files.contains(columns.root(), model.pathInRoot(columns.root(), path))) {
                        missing++;
                        example = example == null ? path : example;
                    }
                }
            }
        }
        return missing == 0
                ? Optional.empty()
                : Optional.of(new Failure(
                        ErrorCode.PACKAGE_INCOMPLETE,
                        "%d of %d files referenced by %s.%s do not exist, for example %s"
                                .formatted(missing, referenced, table.qualifiedName(), columns.path(), example)));
    }

    static String paths(Table table, String column) {
        return PATHS.with("column", Sql.quoted(column))
                .with("table", table.quotedName())
                .sql();
    }

    private List<Failure> unusedPrefixes() {
        return paths.entrySet().stream()
                .filter(root -> root.getValue().referenced > 0 && root.getValue().withPrefix == 0)
                .map(root -> new Failure(
                        ErrorCode.FILE_PREFIX_UNUSED,
                        "the model sets the prefix \"%s\" for %s, but none of the %d paths begins with it"
                                .formatted(
                                        model.filePrefixes().get(root.getKey()),
                                        root.getKey(),
                                        root.getValue().referenced)))
                .toList();
    }
}
