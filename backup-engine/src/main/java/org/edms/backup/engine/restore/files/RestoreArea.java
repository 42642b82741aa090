package org.edms.backup.engine.restore.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
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

    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final ObjectMapper JSON = Json.newMapper();
    private static final Path STAGED = Path.of("new");
    private static final Path BEFORE = Path.of("before");
    private static final Path OWNER = Path.of("owner");
    private static final Path REPORT = Path.of("report");
    private static final Path KEY = Path.of("key");
    private static final Path UNDOING = Path.of("undoing");

    private final Path root;
    private final RestoreJobId id;
    private final Path name;
    private SecureTree tree;
    private SecureTree area;
    private JournalSeal seal;

    /**
     * The owner of an area.
     *
     * @param database the identity of the target database; null for a restore that only restores files
     * @param report the file whose existence means that a restore of only files is committed
     */
    record Owner(String database, String report) {}

    public RestoreArea(Path root, RestoreJobId id) {
        this.root = root;
        this.id = id;
        this.name = Path.of(FileTree.RESTORES + id);
    }

    /** @param directory a directory as returned by {@link #directory()} */
    public static RestoreArea of(Path directory) {
        return new RestoreArea(directory.getParent(), idOf(directory).orElseThrow());
    }

    /** Returns the restores that have an area in a root. */
    public static List<RestoreJobId> in(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<RestoreJobId> found = new ArrayList<>();
        try (DirectoryStream<Path> areas = Files.newDirectoryStream(root, FileTree.RESTORES + "*")) {
            for (Path each : areas) {
                idOf(each).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Returns the roots that contain the area of any restore. */
    public static List<FileRoot> rootsInUse(List<FileRoot> roots) throws IOException {
        List<FileRoot> found = new ArrayList<>();
        for (FileRoot root : roots) {
            if (!in(root.directory()).isEmpty()) {
                found.add(root);
            }
        }
        return found;
    }

    private static Optional<RestoreJobId> idOf(Path directory) {
        try {
            return Optional.of(
                    RestoreJobId.parse(directory.getFileName().toString().substring(FileTree.RESTORES.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Path directory() {
        return root.resolve(name);
    }

    /**
     * Returns the path of a file within the root.
     *
     * @throws BackupException if the path leads out of the root, or into the area of a restore
     */
    static Path placeOf(String path) {
        try {
            Path place = Path.of(path);
            boolean isInside = !path.isEmpty()
                    && !place.isAbsolute()
                    && place.normalize().equals(place)
                    && !place.startsWith("..")
                    && !place.getName(0).toString().toLowerCase(Locale.ROOT).startsWith(FileTree.RESTORES);
            if (isInside) {
                return place;
            }
        } catch (InvalidPathException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, "no file of this system can be called " + printable(path), e);
        }
        throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "the path " + printable(path) + " leads out of its root");
    }

    private static String printable(String path) {
        return '"' + path.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    /**
     * Creates the area and seals it with the key of the restore. An existing directory of that name belongs to someone else.
     */
    void begin(Owner owner, JournalSeal key) throws IOException {
        if (key.equals(seal)) {
            // Two roots of the package use the same directory.
            return;
        }
        Files.createDirectories(root);
        if (tree().attributes(name).isPresent()) {
            throw new BackupException(
                    ErrorCode.JOURNAL_UNTRUSTED, directory() + " exists, and was not made by this restore");
        }
        Files.createDirectory(directory(), PRIVATE_DIRECTORY);
        seal = key;
        write(OWNER, key.seal(context(OWNER), JSON.writeValueAsString(owner)));
        if (owner.database() == null) {
            write(KEY, key.key());
        }
    }

    /** @return the owner that the area claims to have, not verified; empty if it claims none */
    Optional<Owner> claimedOwner() throws IOException {
        Optional<String> line = exists() ? readIfExists(OWNER) : Optional.empty();
        if (line.isEmpty() || line.get().indexOf(' ') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line.get().substring(line.get().indexOf(' ') + 1), Owner.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * Verifies that the area was created by the restore with this key, and uses the key from here on.
     *
     * @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if it was not
     */
    void trust(JournalSeal key) throws IOException {
        if (exists()) {
            key.open(context(OWNER), readIfExists(OWNER).orElse(""));
            seal = key;
            if (SealedJournal.isIn(area())) {
                journal();
            }
        }
    }

    /** Returns the key of a restore that only restored files, provided that only this user can have written the key. */
    Optional<JournalSeal> ownKey() throws IOException {
        if (!exists() || !area().isFile(KEY)) {
            return Optional.empty();
        }
        boolean isPrivate = area().permissions(KEY).equals(PRIVATE_FILE.value())
                && tree().permissions(name).equals(PRIVATE_DIRECTORY.value());
        boolean isOurs = isPrivate && area().owner(KEY).equals(ownUser());
        return isOurs ? readIfExists(KEY).map(JournalSeal::new) : Optional.empty();
    }

    /** Returns this user as the file system reports it: a network file system may map users. */
    private UserPrincipal ownUser() throws IOException {
        Path probe = Path.of(FileTree.RESTORES + "user-" + UUID.randomUUID());
        try {
            tree().write(probe, StandardOpenOption.CREATE_NEW, PRIVATE_FILE).close();
            return tree().owner(probe);
        } finally {
            tree().deleteIfExists(probe);
        }
    }

    boolean hasStaged() throws IOException {
        return exists() && area().isDirectory(STAGED);
    }

    boolean isStaged(Path place) throws IOException {
        return exists() && area().isFile(STAGED.resolve(place));
    }

    /** Writes a complete file to the staging directory and verifies its digest. */
    void stage(Path place, Entry entry, InputStream content) throws IOException {
        Path waiting = STAGED.resolve(place);
        DigestInputStream digested = new DigestInputStream(content, Sha256.newDigest());
        try (FileChannel file = area().write(waiting, StandardOpenOption.CREATE_NEW);
                OutputStream output = Channels.newOutputStream(file)) {
            digested.transferTo(output);
            file.force(true);
        } catch (IOException e) {
            if (Failure.isDiskFull(e)) {
                throw new BackupException(
                        ErrorCode.TARGET_FULL, directory().resolve(waiting).toString(), e);
            }
            throw e;
        }
        if (!HexFormat.of().formatHex(digested.getMessageDigest().digest()).equals(entry.sha256())) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, entry.name() + " is not what the manifest says");
        }
        setModified(waiting, entry);
        area().permit(waiting, permissions(entry.mode()));
    }

    /**
     * Uses the path, because a handle would round the time to microseconds. This is safe: only this user may access the area.
     */
    private void setModified(Path waiting, Entry entry) throws IOException {
        Path whole = directory().resolve(waiting);
        Files.getFileAttributeView(whole, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(entry.modified()), null, null);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int i = 0; i < fromHighest.length; i++) {
            if ((mode & (1 << (fromHighest.length - 1 - i))) != 0) {
                permissions.add(fromHighest[i]);
            }
        }
        return permissions;
    }

    /** Moves all staged files into place. From here on, only I/O can fail. */
    void place() throws IOException {
        if (hasStaged()) {
            new Placement(tree(), area(), journal()).place(STAGED, BEFORE);
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
        if (exists()) {
            area().deleteTree(STAGED);
            tidy();
        }
    }

    /** Marks the area as being undone. From here on, an interrupted undo can only be completed. */
    void beginUndo() throws IOException {
        if (exists()) {
            journal();
            write(UNDOING, "");
        }
    }

    /**
     * Puts back the replaced files, deletes the added files, and discards the staged files. Can be interrupted and repeated.
     */
    void undo() throws IOException {
        if (exists()) {
            new Placement(tree(), area(), journal()).undo(STAGED, BEFORE);
            area().deleteTree(BEFORE);
            area().deleteTree(STAGED);
            SealedJournal.delete(area());
        }
    }

    void endUndo() throws IOException {
        if (exists()) {
            area().deleteIfExists(REPORT);
            area().deleteIfExists(UNDOING);
            tidy();
        }
    }

    /** Deletes the data kept for undo. Staged files are not deleted. */
    public void discardBefore() throws IOException {
        if (exists()) {
            area().deleteTree(BEFORE);
            SealedJournal.delete(area());
            if (!hasStaged()) {
                area().deleteIfExists(REPORT);
                area().deleteIfExists(UNDOING);
            }
            tidy();
        }
    }

    public boolean hasBefore() throws IOException {
        return exists() && (area().isDirectory(BEFORE) || SealedJournal.isIn(area()));
    }

    boolean isUndoing() throws IOException {
        return exists() && area().isFile(UNDOING);
    }

    boolean canUndo() throws IOException {
        return hasBefore() || isUndoing() || hasStaged();
    }

    /** Commits a restore that only restores files. The report appears in one step, when it is renamed. */
    void commit(RestoreReport report) throws IOException {
        Path unfinished = Path.of("report.partial");
        write(unfinished, seal.seal(context(REPORT), JSON.writeValueAsString(report)));
        area().move(unfinished, area(), REPORT);
    }

    /** @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if the report was not written by a restore of this user */
    Optional<RestoreReport> report() throws IOException {
        Optional<String> line = exists() ? readIfExists(REPORT) : Optional.empty();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        JournalSeal key = ownKey().orElseThrow(() ->
                new BackupException(ErrorCode.JOURNAL_UNTRUSTED, directory().toString()));
        try {
            return Optional.of(JSON.readValue(key.open(context(REPORT), line.get()), RestoreReport.class));
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, directory().toString(), e);
        }
    }

    /** Returns the paths of the staged files. */
    List<String> waiting() throws IOException {
        List<String> paths = new ArrayList<>();
        if (hasStaged()) {
            area().forEachFile(STAGED, file -> paths.add(STAGED.relativize(file).toString()));
        }
        return paths;
    }

    /** Returns the size of the data kept for undo. */
    public long bytesBefore() throws IOException {
        long[] bytes = {0};
        area().forEachFile(
                        BEFORE,
                        file -> bytes[0] += area().attributes(file)
                                .map(BasicFileAttributes::size)
                                .orElse(0L));
        return bytes[0];
    }

    /** Returns the root. */
    synchronized SecureTree tree() throws IOException {
        if (tree == null) {
            tree = SecureTree.open(root);
        }
        return tree;
    }

    private synchronized SecureTree area() throws IOException {
        if (area == null) {
            area = tree().subtree(name);
        }
        return area;
    }

    private boolean exists() throws IOException {
        return Files.isDirectory(root) && tree().isDirectory(name);
    }

    private SealedJournal journal() throws IOException {
        if (seal == null) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, directory().toString());
        }
        return new SealedJournal(area(), id, seal);
    }

    private String context(Path file) {
        return "restore %s, %s".formatted(id, file);
    }

    /** Deletes the area if it no longer holds anything. */
    private void tidy() throws IOException {
        boolean keeps = area().isDirectory(STAGED)
                || area().isDirectory(BEFORE)
                || SealedJournal.isIn(area())
                || area().isFile(REPORT)
                || area().isFile(UNDOING);
        if (!keeps && claimedOwner().isPresent()) {
            closeArea();
            tree().deleteTree(name);
        } else if (!keeps && area().isEmpty(null)) {
            closeArea();
            tree().deleteTree(name);
        }
    }

    private void write(Path file, String content) throws IOException {
        try (FileChannel channel = area().write(file, StandardOpenOption.TRUNCATE_EXISTING, PRIVATE_FILE);
                OutputStream output = Channels.newOutputStream(channel)) {
            output.write(content.getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        } catch (IOException e) {
            if (Failure.isDiskFull(e)) {
                throw new BackupException(ErrorCode.TARGET_FULL, directory().toString(), e);
            }
            throw e;
        }
    }

    private Optional<String> readIfExists(Path file) throws IOException {
        if (!area().isFile(file)) {
            return Optional.empty();
        }
        try (InputStream content = area().read(file)) {
            return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void closeArea() throws IOException {
        if (area != null) {
            area.close();
            area = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeArea();
        if (tree != null) {
            tree.close();
        }
    }
}
