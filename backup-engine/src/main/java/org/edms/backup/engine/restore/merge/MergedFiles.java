package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.OnMatch;

/** The files that the rows of a merge name. */
public interface MergedFiles {

    /** Files that need no attention. */
    MergedFiles NONE = new MergedFiles() {
        @Override
        public boolean mayRename(TableModel table) {
            return false;
        }

        @Override
        public Optional<Failure> claim(NamedFiles files) {
            return Optional.empty();
        }

        @Override
        public boolean renamesAny() {
            return false;
        }

        @Override
        public String path(TableModel.FileColumns files, String path) {
            return path;
        }

        @Override
        public List<Failure> finish(List<Table> tables, TargetIds ids) {
            return List.of();
        }
    };

    /** Returns whether rows of a table may get other paths than in the package. */
    boolean mayRename(TableModel table);

    /**
     * Decides about the files that rows of the package and other rows of the target name.
     *
     * @return why the rows must not be written
     */
    Optional<Failure> claim(NamedFiles files) throws IOException, SQLException;

    /** Returns whether any row gets another path. */
    boolean renamesAny();

    /** Returns the path that a row gets instead of its own. */
    String path(TableModel.FileColumns files, String path);

    /**
     * Names the files by the ids that the target has. All rows are written and verified.
     *
     * @return warnings for the report
     */
    List<Failure> finish(List<Table> tables, TargetIds ids) throws IOException, SQLException;

    /**
     * A row of the package that names a file.
     *
     * @param targetRow the table and the place of the target's row that it matches, as the text of an array; null for a new row
     * @param written whether the target gets the path; otherwise the matched row keeps its own
     * @param onMatch what happens to a matched row that differs
     */
    record NamedFile(
            Table table,
            TableModel.FileColumns columns,
            String path,
            String targetRow,
            boolean written,
            OnMatch onMatch) {}

    /** All files that rows of the package name. They can be read repeatedly. */
    @FunctionalInterface
    interface NamedFiles {
        void forEach(Visitor visitor) throws IOException, SQLException;

        /** Receives one of them. */
        @FunctionalInterface
        interface Visitor {
            void visit(NamedFile file);
        }
    }

    /** Looks up the ids that rows of the package have in the target. */
    @FunctionalInterface
    interface TargetIds {
        /** @return the target's ids by those of the package */
        Map<String, String> find(Table table, String column, Set<String> ids) throws SQLException;
    }
}
