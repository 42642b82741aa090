package org.edms.backup.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.edms.backup.engine.restore.files.RestoreArea;
import org.edms.backup.engine.restore.files.RootLocks;
import org.edms.backup.engine.restore.target.KeptDatabase;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.ShortId;

/** Lists and discards the data that restores and undos keep: the databases and files that they replaced. */
public final class KeptForUndo {

    private final Database database;
    private final List<FileRoot> roots;

    public KeptForUndo(Database database, List<FileRoot> roots) {
        this.database = database;
        this.roots = List.copyOf(roots);
    }

    /**
     * Data kept by one restore: either a database or a directory of replaced files.
     *
     * @param restore the last characters of the restore id
     * @param database the name of the database; null for files
     * @param files the directory; null for a database
     */
    public record Kept(String restore, String database, Path files, long bytes) {}

    /** Returns everything that is kept, sorted by restore. */
    public List<Kept> list() throws IOException {
        List<Kept> kept = new ArrayList<>();
        if (database != null) {
            try {
                for (KeptDatabase each : KeptDatabase.list(database)) {
                    kept.add(new Kept(each.restore(), each.name(), null, each.bytes()));
                }
            } catch (SQLException e) {
                throw TargetFailure.of(e, database.toString());
            }
        }
        for (FileRoot root : roots) {
            kept.addAll(keptIn(root));
        }
        kept.sort(Comparator.comparing(Kept::restore));
        return kept;
    }

    /**
     * Deletes what one restore has kept. That restore can no longer be undone.
     *
     * @param id the restore id, or the end of it
     */
    public List<Kept> discard(String id) throws IOException {
        String requested = new ShortId(id).text();
        List<Kept> discarded = list().stream()
                .filter(kept ->
                        requested.endsWith(kept.restore()) || kept.restore().endsWith(requested))
                .toList();
        List<String> restores = discarded.stream().map(Kept::restore).distinct().toList();
        if (discarded.isEmpty()) {
            throw new BackupException(ErrorCode.NOT_FOUND, "data that restore " + id + " has kept for undo");
        }
        if (restores.size() > 1) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "restore id %s is ambiguous: it matches %s".formatted(id, String.join(", ", restores)));
        }
        try {
            return RootLocks.holding(roots, false, () -> {
                for (Kept kept : discarded) {
                    discard(kept);
                }
                return discarded;
            });
        } catch (SQLException e) {
            throw TargetFailure.of(e, String.valueOf(database));
        }
    }

    private void discard(Kept kept) throws IOException, SQLException {
        if (kept.files() == null) {
            KeptDatabase.drop(database, kept.database());
            return;
        }
        try (RestoreArea area = RestoreArea.of(kept.files())) {
            area.discardKept();
        }
    }

    private static List<Kept> keptIn(FileRoot root) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (RestoreArea each : RestoreArea.in(root.directory())) {
            try (RestoreArea area = each) {
                if (area.hasKept()) {
                    String name = area.id().toString();
                    String restore = name.substring(name.length() - KeptDatabase.CHARACTERS_OF_ID);
                    kept.add(new Kept(restore, null, area.directory(), area.bytesKept()));
                }
            }
        }
        return kept;
    }
}
