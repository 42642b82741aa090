package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * The staged files in a restore area: complete, synced to the disk, and verified against their digests.
 *
 * @param area the directory of the area
 */
record StagedFiles(SecureTree area) {

    static final Path DIRECTORY = Path.of("new");

    boolean exist() throws IOException {
        return area.isDirectory(DIRECTORY);
    }

    boolean contain(Path path) throws IOException {
        return area.isFile(DIRECTORY.resolve(path));
    }

    /** Returns the paths of the files within their root. */
    List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        area.forEachFile(DIRECTORY, file -> paths.add(DIRECTORY.relativize(file).toString()));
        return paths;
    }

    void delete() throws IOException {
        area.deleteTree(DIRECTORY);
    }

    void rename(Path path, Path renamed) throws IOException {
        area.move(DIRECTORY.resolve(path), area, DIRECTORY.resolve(renamed));
    }

    void delete(Path path) throws IOException {
        area.deleteIfExists(DIRECTORY.resolve(path));
    }

    /** Writes a complete file and verifies its digest. */
    void write(Path path, Entry entry, InputStream content) throws IOException {
        Path staged = DIRECTORY.resolve(path);
        DigestInputStream digested = new DigestInputStream(content, Sha256.newDigest());
        try (FileChannel file = area.write(staged, StandardOpenOption.CREATE_NEW);
                OutputStream output = Channels.newOutputStream(file)) {
            digested.transferTo(output);
            file.force(true);
        } catch (IOException e) {
            if (Failure.isDiskFull(e)) {
                throw new BackupException(
                        ErrorCode.TARGET_FULL, area.path().resolve(staged).toString(), e);
            }
            throw e;
        }
        if (!HexFormat.of().formatHex(digested.getMessageDigest().digest()).equals(entry.sha256())) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, entry.name() + " does not match its digest in the manifest");
        }
        setModified(staged, entry);
        area.setPermissions(staged, permissions(entry.mode()));
    }

    /**
     * Uses the path, because a handle would round the time to microseconds. This is safe: only this user may access the area.
     */
    private void setModified(Path staged, Entry entry) throws IOException {
        Files.getFileAttributeView(area.path().resolve(staged), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
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
}
