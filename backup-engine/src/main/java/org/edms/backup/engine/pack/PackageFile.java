package org.edms.backup.engine.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The file of a package while it is written. It is called {@code NAME.partial} and is readable to its owner alone until
 * {@link #publish} has it on disk; closed before, it is deleted; and one whose writer is killed is never taken for a
 * package.
 */
final class PackageFile extends OutputStream implements Closeable {

    static final String PARTIAL = ".partial";
    static final String DIGEST = ".sha256";

    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.newDigest();

    private PackageFile(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    static PackageFile create(Path target) {
        if (Files.exists(target)) {
            throw new BackupException(ErrorCode.PACKAGE_EXISTS, target.toString());
        }
        Path partial = sibling(target, PARTIAL);
        try {
            FileChannel channel = FileChannel.open(
                    partial,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new PackageFile(target, partial, channel);
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(ErrorCode.PACKAGE_EXISTS, partial + " is being written, or was left behind", e);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, e.toString(), e);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        sha256.update(bytes, offset, count);
    }

    /**
     * Gives the package its name. The digest file comes first: a crash between the two leaves a digest without a package,
     * which is harmless, and never a package without its digest.
     *
     * @return the SHA-256 of the file
     */
    String publish() throws IOException {
        channel.force(true);
        channel.close();
        String digest = HexFormat.of().formatHex(sha256.digest());
        Files.writeString(
                sibling(target, DIGEST),
                digest + "  " + target.getFileName() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        synchronizeDirectory();
        return digest;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }

    /** A name is on disk when its directory is. */
    private void synchronizeDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(target.toAbsolutePath().getParent())) {
            directory.force(true);
        }
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
