package org.edms.backup.engine.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The first bytes of an uploaded package: enough to reject other files before the rest arrives. */
public final class PackageStart {

    /** The number of bytes needed to decide. */
    public static final int BYTES = 64 << 10;

    public static final MemberName FIRST_MEMBER = new MemberName("edms-package.json");

    private static final String AGE = "age-encryption.org/v1";
    private static final int TAR_HEADER = 512;
    private static final int TAR_MAGIC = 257;
    private static final String MAGIC = "ustar";

    private PackageStart() {}

    /**
     * @param start the first {@link #BYTES} of the file, or all of a shorter one
     * @throws BackupException if the file is neither a package of the format that its name declares, nor an archive in the format
     *     of the earlier system
     */
    public static void check(byte[] start, PackageFileName name) {
        if (name.encrypted()) {
            require(text(start).startsWith(AGE), name + " is not encrypted, although its name ends in .age");
            return;
        }
        byte[] tar = new byte[TAR_HEADER];
        try (InputStream plain = name.compression().decompress(new ByteArrayInputStream(start))) {
            int read = plain.readNBytes(tar, 0, TAR_HEADER);
            require(read == TAR_HEADER, name + " ends in its first member");
        } catch (IOException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_FORMAT_UNKNOWN, name + " is not compressed as its name indicates", e);
        }
        if (name.compression() != Compression.ZSTD && mayBeOfTheEarlierSystem(text(tar))) {
            return;
        }
        require(
                text(tar).split("\0", 2)[0].equals(FIRST_MEMBER.value()),
                name + " does not begin with " + FIRST_MEMBER.value()
                        + "; convert packages of the earlier system with: edms-backup convert");
    }

    /** Returns whether a file with these first bytes was started as a package of this suite, even if the rest is damaged. */
    public static boolean isOurs(byte[] start, PackageFileName name) {
        byte[] expected = FIRST_MEMBER.value().getBytes(StandardCharsets.US_ASCII);
        try (InputStream plain = name.compression().decompress(new ByteArrayInputStream(start))) {
            return Arrays.equals(plain.readNBytes(expected.length), expected);
        } catch (IOException e) {
            return false;
        }
    }

    /** The earlier system wrote archives, plain or compressed with gzip. Their content is checked by the conversion. */
    private static boolean mayBeOfTheEarlierSystem(String header) {
        return header.startsWith(MAGIC, TAR_MAGIC);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new BackupException(ErrorCode.PACKAGE_FORMAT_UNKNOWN, otherwise);
        }
    }
}
