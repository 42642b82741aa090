package org.edms.backup.engine.legacy.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A file from an earlier system: an archive, or a single file of rows, which is treated as an archive with one member. */
public final class LegacyFile {

    private static final Pattern NAME_OF_AN_ARCHIVE = Pattern.compile("(?i).*\\.(tar|tar\\.gz|tgz)");
    private static final byte[] MAGIC_OF_TAR = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final int PLACE_OF_MAGIC = 257;
    private static final int ONLY_FOR_OWNER = 0600;

    private final Path path;
    private final boolean archive;

    private LegacyFile(Path path, boolean archive) {
        this.path = path;
        this.archive = archive;
    }

    public static LegacyFile of(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new BackupException(ErrorCode.NOT_FOUND, path + " is not a file");
        }
        boolean called =
                NAME_OF_AN_ARCHIVE.matcher(path.getFileName().toString()).matches();
        return new LegacyFile(path, called || beginsAsTar(path));
    }

    boolean isArchive() {
        return archive;
    }

    Path path() {
        return path;
    }

    public String name() {
        return path.getFileName().toString();
    }

    public void forEach(Visitor visitor) throws IOException {
        try (DecompressionGuard content = open(path)) {
            if (archive) {
                new LegacyArchive(content, name()).forEach(visitor);
            } else {
                visitor.visit(
                        new LegacyMember(
                                name(), -1, Files.getLastModifiedTime(path).toInstant(), ONLY_FOR_OWNER),
                        content);
            }
        }
    }

    /** Receives a member with its content. Unread content is skipped. */
    @FunctionalInterface
    public interface Visitor {
        /** @return whether to continue */
        boolean visit(LegacyMember member, InputStream content) throws IOException;
    }

    /** Reads the content of one member. */
    @FunctionalInterface
    public interface ContentReader {
        void read(InputStream content) throws IOException;
    }

    /** Visits the members of an archive that is itself a member of this one. */
    public void forEachIn(String member, Visitor visitor) throws IOException {
        readGuarded(member, content -> new LegacyArchive(content, member).forEach(visitor));
    }

    /** Reads one member and stops. */
    public void read(String member, ContentReader reader) throws IOException {
        readGuarded(member, reader::read);
    }

    @FunctionalInterface
    private interface GuardedReader {
        void read(DecompressionGuard content) throws IOException;
    }

    private void readGuarded(String member, GuardedReader reader) throws IOException {
        boolean[] found = new boolean[1];
        forEach((seen, content) -> {
            if (!seen.name().equals(member)) {
                return true;
            }
            found[0] = true;
            long bytes = seen.bytes() < 0 ? Files.size(path) : seen.bytes();
            reader.read(GzipDetection.open(content, member, bytes));
            return false;
        });
        if (!found[0]) {
            throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, name() + " does not contain " + member);
        }
    }

    private static boolean beginsAsTar(Path path) throws IOException {
        int end = PLACE_OF_MAGIC + MAGIC_OF_TAR.length;
        byte[] head = new byte[end];
        try (InputStream content = open(path)) {
            int count = content.readNBytes(head, 0, end);
            return count == end && Arrays.equals(head, PLACE_OF_MAGIC, end, MAGIC_OF_TAR, 0, MAGIC_OF_TAR.length);
        } catch (BackupException e) {
            if (e.code() == ErrorCode.PACKAGE_TRUNCATED) {
                return false;
            }
            throw e;
        }
    }

    private static DecompressionGuard open(Path path) throws IOException {
        try {
            InputStream file = new BufferedInputStream(Files.newInputStream(path));
            return GzipDetection.open(file, path.getFileName().toString(), Files.size(path));
        } catch (NoSuchFileException e) {
            throw new BackupException(ErrorCode.NOT_FOUND, e.getMessage(), e);
        }
    }
}
