package org.edms.backup.engine.restore;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.ShortId;

/** What restores, and what took them back, have kept of what was there before: until somebody discards it. */
public final class KeptBefore {

    private final Database database;
    private final List<FileRoot> roots;

    public KeptBefore(Database database, List<FileRoot> roots) {
        this.database = database;
        this.roots = List.copyOf(roots);
    }

    /**
     * A database, or a directory with files whose places were taken.
     *
     * @param restore the end of the id of the restore
     * @param database its name; null for files
     * @param files null for a database
     */
    public record Kept(String restore, String database, Path files, long bytes) {}

    /** All that is there, restore by restore. */
    public List<Kept> list() throws IOException {
        List<Kept> kept = new ArrayList<>();
        try {
            kept.addAll(NewDatabase.keptBeside(database));
        } catch (SQLException e) {
            throw TargetFailure.of(e, database.toString());
        }
        for (FileRoot root : roots) {
            kept.addAll(keptIn(root));
        }
        kept.sort(Comparator.comparing(Kept::restore));
        return kept;
    }

    /**
     * Takes away what one restore has kept, which cannot be undone then.
     *
     * @param id of the restore, or its end
     */
    public List<Kept> discard(String id) throws IOException {
        String wanted = new ShortId(id).text();
        List<Kept> discarded = list().stream()
                .filter(kept -> wanted.endsWith(kept.restore()) || kept.restore().endsWith(wanted))
                .toList();
        List<String> restores = discarded.stream().map(Kept::restore).distinct().toList();
        if (discarded.isEmpty()) {
            throw new BackupException(ErrorCode.NOT_FOUND, "anything that the restore " + id + " has kept");
        }
        if (restores.size() > 1) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, id + " can be any restore of: " + String.join(", ", restores));
        }
        for (Kept kept : discarded) {
            if (kept.files() != null) {
                FilePlacing.discardBefore(kept.files());
            } else {
                drop(kept.database());
            }
        }
        return discarded;
    }

    private void drop(String name) {
        try {
            NewDatabase.dropKept(database, name);
        } catch (SQLException e) {
            throw TargetFailure.of(e, name);
        }
    }

    private static List<Kept> keptIn(FileRoot root) throws IOException {
        List<Kept> kept = new ArrayList<>();
        if (!Files.isDirectory(root.directory())) {
            return kept;
        }
        try (DirectoryStream<Path> areas = Files.newDirectoryStream(root.directory(), FileTree.RESTORES + "*")) {
            for (Path area : areas) {
                if (FilePlacing.hasBefore(area)) {
                    String name = area.getFileName().toString();
                    String restore = name.substring(Math.max(0, name.length() - NewDatabase.CHARACTERS_OF_ID));
                    kept.add(new Kept(restore, null, area, bytesIn(area)));
                }
            }
        }
        return kept;
    }

    private static long bytesIn(Path area) throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(area)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }
}
