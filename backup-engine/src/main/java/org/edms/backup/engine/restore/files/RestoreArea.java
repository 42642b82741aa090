package org.edms.backup.engine.restore.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;

/**
 * The files that one restore keeps in one root, in a directory that only this user may access. The caller holds the lock of the
 * root.
 *
 * <pre>
 * .edms-restore-ID/owner       the database that the restore belongs to, sealed
 * .edms-restore-ID/new/..      staged files, until the commit
 * .edms-restore-ID/before/..   replaced files, kept for undo
 * .edms-restore-ID/journal     the list of added and replaced files, sealed
 * .edms-restore-ID/report      only files restored: the report, which is the commit, sealed
 * .edms-restore-ID/key         only files restored: the key of its seal
 * .edms-restore-ID/undoing     an undo has begun
 * </pre>
 *
 * <p>The key of a restore with rows is stored in the database, beside the report. The content of this directory causes a change
 * in the root only if the owner and the journal carry the seal of that restore. Even then, the change is made through directory
 * handles and only below the root.
 */
public final class RestoreArea implements Closeable {

    private final RestoreJobId id;
    private final AreaDirectory directory;
    private JournalSeal seal;

    public RestoreArea(Path root, RestoreJobId id) {
        this.id = id;
        this.directory = new AreaDirectory(root, id);
    }

    /** @param directory a directory as returned by {@link #directory()} */
    public static RestoreArea of(Path directory) {
        return new RestoreArea(
                directory.getParent(), AreaDirectory.idOf(directory).orElseThrow());
    }

    /** Returns the areas of all restores in a root. */
    public static List<RestoreArea> in(Path root) throws IOException {
        return AreaDirectory.idsIn(root).stream()
                .map(id -> new RestoreArea(root, id))
                .toList();
    }

    public RestoreJobId id() {
        return id;
    }

    public Path directory() {
        return directory.path();
    }

    Path root() {
        return directory.root();
    }

    Path reportFile() {
        return directory().resolve(AreaRecords.REPORT);
    }

    /** Returns the destination of a file. */
    Path destination(Path path) {
        return root().resolve(path);
    }

    /** @return the attributes of the file at a destination; empty if there is none */
    Optional<BasicFileAttributes> existing(Path path) throws IOException {
        return Files.isDirectory(root()) ? directory.rootTree().attributes(path) : Optional.empty();
    }

    InputStream readExisting(Path path) throws IOException {
        return directory.rootTree().read(path);
    }

    /**
     * Creates the area and seals it with the key of the restore. An existing directory of that name belongs to someone else.
     */
    void begin(AreaOwner owner, JournalSeal key) throws IOException {
        if (key.equals(seal)) {
            // Two roots of the package use the same directory.
            return;
        }
        Files.createDirectories(root());
        if (directory.isNameTaken()) {
            throw new BackupException(
                    ErrorCode.JOURNAL_UNTRUSTED, directory() + " exists, but this restore did not create it");
        }
        directory.create();
        seal = key;
        records().writeOwner(owner, key);
        if (owner.database() == null) {
            records().writeKey(key);
        }
    }

    /** @return the owner that the area claims to have, not verified; empty if it claims none */
    Optional<AreaOwner> claimedOwner() throws IOException {
        return directory.exists() ? records().claimedOwner() : Optional.empty();
    }

    /**
     * Verifies that the area was created by the restore with this key, and uses the key from here on.
     *
     * @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if it was not
     */
    void trust(JournalSeal key) throws IOException {
        if (directory.exists()) {
            records().verifyOwner(key);
            seal = key;
            if (SealedJournal.isIn(directory.tree())) {
                journal();
            }
        }
    }

    /** Returns the key of a restore that only restored files, provided that only this user can have written the key. */
    Optional<JournalSeal> ownKey() throws IOException {
        return directory.exists() ? records().ownKey() : Optional.empty();
    }

    boolean hasStaged() throws IOException {
        return directory.exists() && staged().exist();
    }

    boolean isStaged(Path path) throws IOException {
        return directory.exists() && staged().contain(path);
    }

    /** Returns the paths of the staged files. */
    List<String> stagedPaths() throws IOException {
        return directory.exists() ? staged().paths() : List.of();
    }

    void stage(Path path, Entry entry, InputStream content) throws IOException {
        staged().write(path, entry, content);
    }

    void renameStaged(Path path, Path renamed) throws IOException {
        staged().rename(path, renamed);
    }

    void unstage(Path path) throws IOException {
        staged().delete(path);
    }

    /** Moves all staged files into place. From here on, only I/O can fail. */
    void place() throws IOException {
        if (hasStaged()) {
            placement().place();
        }
        discard();
    }

    /** Deletes the files staged by this restore. */
    void discard() throws IOException {
        if (seal != null) {
            discardAbandoned();
        }
    }

    /** Deletes the files staged by an interrupted restore that was not committed. */
    void discardAbandoned() throws IOException {
        if (directory.exists()) {
            staged().delete();
            deleteIfUnused();
        }
    }

    /** Marks the area as being undone. From here on, an interrupted undo can only be completed. */
    void beginUndo() throws IOException {
        if (directory.exists()) {
            journal();
            records().markUndoing();
        }
    }

    /**
     * Puts back the replaced files, deletes the added files, and discards the staged files. Can be interrupted and repeated.
     */
    void undo() throws IOException {
        if (directory.exists()) {
            placement().undo();
            kept().deleteReplaced();
            staged().delete();
            kept().deleteJournal();
        }
    }

    void endUndo() throws IOException {
        if (directory.exists()) {
            records().deleteReportAndUndoMark();
            deleteIfUnused();
        }
    }

    boolean isUndoing() throws IOException {
        return directory.exists() && records().isUndoing();
    }

    boolean canUndo() throws IOException {
        return hasKept() || isUndoing() || hasStaged();
    }

    /** Returns whether replaced files or a journal are kept for undo. */
    public boolean hasKept() throws IOException {
        return directory.exists() && kept().exist();
    }

    /** Returns the size of the files kept for undo. */
    public long bytesKept() throws IOException {
        return kept().bytes();
    }

    /** Deletes the data kept for undo. Staged files are not deleted. */
    public void discardKept() throws IOException {
        if (directory.exists()) {
            kept().deleteReplaced();
            kept().deleteJournal();
            if (!hasStaged()) {
                records().deleteReportAndUndoMark();
            }
            deleteIfUnused();
        }
    }

    /** Commits a restore that only restores files. */
    void commit(RestoreReport report) throws IOException {
        records().writeReport(report, seal);
    }

    /** @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if the report was not written by a restore of this user */
    Optional<RestoreReport> report() throws IOException {
        return directory.exists() ? records().report() : Optional.empty();
    }

    private StagedFiles staged() throws IOException {
        return new StagedFiles(directory.tree());
    }

    private KeptFiles kept() throws IOException {
        return new KeptFiles(directory.tree());
    }

    private AreaRecords records() throws IOException {
        return new AreaRecords(directory.rootTree(), directory.tree(), id);
    }

    private Placement placement() throws IOException {
        return new Placement(directory.rootTree(), directory.tree(), journal());
    }

    private SealedJournal journal() throws IOException {
        if (seal == null) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, directory().toString());
        }
        return new SealedJournal(directory.tree(), id, seal);
    }

    private void deleteIfUnused() throws IOException {
        boolean isUsed = staged().exist()
                || kept().exist()
                || records().hasReport()
                || records().isUndoing();
        if (!isUsed && (records().claimedOwner().isPresent() || directory.tree().isEmpty(null))) {
            directory.delete();
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
