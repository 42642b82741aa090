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

/** The files that the rows of a merge name. */
public interface MergedFiles {

    /** Files that need no attention. */
    MergedFiles NONE = new MergedFiles() {
        @Override
        public boolean mayRename(TableModel table) {
            return false;
        }

        @Override
        public String path(Table table, TableModel.FileColumns files, String path, String targetRow) {
            return path;
        }

        @Override
        public Optional<Failure> conflict() {
            return Optional.empty();
        }

        @Override
        public List<Failure> finish(List<Table> tables, TargetIds ids) {
            return List.of();
        }
    };

    /** Returns whether rows of a table may get other paths than in the package. */
    boolean mayRename(TableModel table);

    /**
     * Returns the path that a row gets, before it is written. Is asked about all rows once before the first answer counts.
     *
     * @param targetRow the table and the place of the target's row that it updates, as the text of an array; null for a new row
     */
    String path(Table table, TableModel.FileColumns files, String path, String targetRow) throws IOException;

    /** Returns why the rows must not be written, after all paths are known. */
    Optional<Failure> conflict();

    /**
     * Names the files by the ids that the target has. All rows are written and verified.
     *
     * @return warnings for the report
     */
    List<Failure> finish(List<Table> tables, TargetIds ids) throws IOException, SQLException;

    /** Looks up the ids that rows of the package have in the target. */
    @FunctionalInterface
    interface TargetIds {
        /** @return the target's ids by those of the package */
        Map<String, String> find(Table table, String column, Set<String> ids) throws SQLException;
    }
}
