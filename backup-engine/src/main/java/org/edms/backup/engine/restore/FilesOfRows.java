package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.files.FileStaging;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.merge.MergedFiles;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** The files that are named by the ids of rows, such as thumbnails: a merge gives them the ids of the target. */
final class FilesOfRows {

    private final EdmsModel model;
    private final FileStaging staging;
    private final RestoredPackage source;

    FilesOfRows(EdmsModel model, FileStaging staging, RestoredPackage source) {
        this.model = model;
        this.staging = staging;
        this.source = source;
    }

    /** Names the files, and returns a warning about those whose rows the package does not have. */
    List<Failure> name(List<Table> tables, MergedFiles.TargetIds ids) throws IOException, SQLException {
        Map<TableModel.FilesById, Table> owners = owners(tables);
        FileStaging.FilesWithoutRow withoutRow = staging.nameFiles(source, (files, packaged) -> {
            Table owner = owners.get(files);
            return owner == null ? Map.of() : ids.find(owner, files.idColumn(owner), packaged);
        });
        return withoutRow.count() == 0
                ? List.of()
                : List.of(new Failure(
                        ErrorCode.REFERENCE_UNRESOLVED,
                        "%d files are named by ids of rows that the package does not have, such as %s; they were not restored"
                                .formatted(withoutRow.count(), withoutRow.example())));
    }

    private Map<TableModel.FilesById, Table> owners(List<Table> tables) {
        Map<TableModel.FilesById, Table> owners = new HashMap<>();
        for (Table table : tables) {
            model.table(table.schema(), table.name())
                    .ifPresent(meaning -> meaning.files().byId().forEach(files -> owners.put(files, table)));
        }
        return owners;
    }
}
