package org.edms.backup.engine.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.edms.backup.engine.model.TableModel.FileColumns.OnConflict;
import org.edms.backup.engine.restore.files.ContestedFiles.Difference;
import org.edms.backup.engine.restore.merge.MergedFiles;
import org.edms.backup.model.restore.OnMatch;

/** The rows that name one file: rows of the package, and rows of the target. */
final class FileClaim {

    private final Path place;
    private final List<String> targetRows = new ArrayList<>(1);
    private final List<String> matchedRows = new ArrayList<>(1);
    private final Set<String> columns = new TreeSet<>();
    private final Set<OnMatch> onMatch = EnumSet.noneOf(OnMatch.class);
    private OnConflict onConflict;
    private boolean isOfNewRow;

    FileClaim(Path place) {
        this.place = place;
    }

    Path place() {
        return place;
    }

    /** The columns of written rows of the package. */
    Set<String> columns() {
        return columns;
    }

    /** What the strictest of the columns says. */
    OnConflict onConflict() {
        return onConflict;
    }

    /** Whether any row of the package names the file. */
    boolean isPackaged() {
        return !onMatch.isEmpty();
    }

    /** What happens to matched rows that differ, if it is the same for all rows of the package. */
    Optional<OnMatch> onMatch() {
        return onMatch.size() == 1 ? Optional.of(onMatch.iterator().next()) : Optional.empty();
    }

    /** Whether any row that names the file is written. */
    boolean isWritten() {
        return onConflict != null;
    }

    void addTargetRow(String row) {
        targetRows.add(row);
    }

    /** Adds a row of the package. All rows of the target are known. */
    void add(MergedFiles.NamedFile file) {
        onMatch.add(file.onMatch());
        boolean isOwn = file.targetRow() != null && targetRows.contains(file.targetRow());
        if (isOwn) {
            matchedRows.add(file.targetRow());
        }
        if (file.written()) {
            isOfNewRow |= !isOwn;
            OnConflict also = file.columns().onConflict();
            onConflict = onConflict == null || also.compareTo(onConflict) < 0 ? also : onConflict;
            columns.add(file.table().qualifiedName() + "." + file.columns().path());
        }
    }

    /**
     * Whether some row would name a file that is not its own. A row may name the file of its counterpart in the target, and one that no
     * row there names is replaced.
     */
    boolean isConflict(Difference difference) {
        return switch (difference) {
            case NONE -> false;
            case PACKAGE_WINS -> !new HashSet<>(matchedRows).containsAll(targetRows);
            case TARGET_WINS -> isOfNewRow;
            case NOT_PACKAGED -> isOfNewRow && !targetRows.isEmpty();
        };
    }
}
