package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;

/**
 * Recovers from interrupted restores in file roots. Files of a committed restore are moved into place; those of an uncommitted
 * restore are deleted. The roots are locked, so none of these restores is still running.
 */
public final class FileRecovery {

    private final List<FileRoot> roots;

    public FileRecovery(List<FileRoot> roots) {
        this.roots = List.copyOf(roots);
    }

    /** Returns the roots in which a restore has warnings anything. */
    public static List<FileRoot> rootsInUse(List<FileRoot> roots) throws IOException {
        List<FileRoot> found = new ArrayList<>();
        for (FileRoot root : roots) {
            if (!AreaDirectory.idsIn(root.directory()).isEmpty()) {
                found.add(root);
            }
        }
        return found;
    }

    /** Looks up committed restores in a database. */
    @FunctionalInterface
    public interface CommittedRestores {
        /** @return the key of the restore; empty if the restore was not committed */
        Optional<JournalSeal> sealOf(RestoreJobId id) throws SQLException;
    }

    /** Recovers the restores that only restored files. */
    public List<Failure> recover() throws IOException, SQLException {
        return recover(null, id -> Optional.empty());
    }

    /**
     * Recovers the restores that only restored files, and the restores into one database.
     *
     * @param database the identity of the database; null if none is available
     * @return a warning for each restore that was skipped, either because it belongs to another database, and only that
     *     database records whether it was committed, or because its area does not carry its seal
     */
    public List<Failure> recover(String database, CommittedRestores committed) throws IOException, SQLException {
        for (FileRoot root : roots) {
            if (Files.isDirectory(root.directory())) {
                try (SecureTree tree = SecureTree.open(root.directory())) {
                    tree.deleteUnfinished();
                }
            }
        }
        List<Failure> warnings = new ArrayList<>();
        for (RestoreJobId id : interruptedRestores()) {
            try (RestoreAreas files = new RestoreAreas(roots, id)) {
                recover(id, files, database, committed).ifPresent(warnings::add);
            } catch (BackupException e) {
                if (e.code() != ErrorCode.JOURNAL_UNTRUSTED) {
                    throw e;
                }
                warnings.add(e.failure());
            }
        }
        return warnings;
    }

    private Set<RestoreJobId> interruptedRestores() throws IOException {
        Set<RestoreJobId> found = new LinkedHashSet<>();
        for (FileRoot root : roots) {
            found.addAll(AreaDirectory.idsIn(root.directory()));
        }
        return found;
    }

    private Optional<Failure> recover(RestoreJobId id, RestoreAreas files, String database, CommittedRestores committed)
            throws IOException, SQLException {
        Optional<AreaOwner> owner = files.claimedOwner();
        if (!files.hasStaged() && !files.isUndoing()) {
            // No files are staged. Data kept for undo is not deleted.
            files.discardAbandoned();
            return Optional.empty();
        }
        if (owner.isEmpty()) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, "the area of restore " + id + " has no owner");
        }
        if (owner.get().database() == null) {
            recoverFilesOnly(files, owner.get());
            return Optional.empty();
        }
        if (!owner.get().database().equals(database)) {
            return Optional.of(new Failure(
                    ErrorCode.FILES_OF_ANOTHER_DATABASE,
                    "restore %s into %s".formatted(id, owner.get().database())));
        }
        Optional<JournalSeal> seal = committed.sealOf(id);
        if (files.isUndoing()) {
            return recoverUndo(id, files, seal);
        }
        if (seal.isPresent()) {
            files.trust(seal.get());
            files.place();
        } else {
            files.discardAbandoned();
        }
        return Optional.empty();
    }

    private static void recoverFilesOnly(RestoreAreas files, AreaOwner owner) throws IOException {
        files.trustOwnKey();
        if (files.isUndoing()) {
            files.undo();
        } else if (Files.isRegularFile(Path.of(owner.report()))) {
            files.place();
        } else {
            files.discardAbandoned();
        }
    }

    /**
     * If the rows are already undone, the key of the restore is in the database that the undo has renamed, and the undo must be
     * repeated.
     */
    private static Optional<Failure> recoverUndo(RestoreJobId id, RestoreAreas files, Optional<JournalSeal> seal)
            throws IOException {
        if (seal.isEmpty()) {
            return Optional.of(new Failure(ErrorCode.UNDO_UNFINISHED, "restore " + id));
        }
        files.trust(seal.get());
        files.undo();
        return Optional.empty();
    }
}
