package org.edms.backup.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of one PostgreSQL version, bundled or installed.
 *
 * @param bin the directory with {@code initdb} and {@code postgres}
 */
public record PostgresBinaries(Path bin) {

    private static final int OWNER_MAY_EXECUTE = 0100;
    private static final Set<PosixFilePermission> EVERYONE_MAY_EXECUTE = PosixFilePermissions.fromString("rwxr-xr-x");

    public PostgresBinaries {
        for (String program : List.of("initdb", "postgres")) {
            if (!Files.isExecutable(bin.resolve(program))) {
                throw new ServerStartException("No PostgreSQL program " + program + " in " + bin);
            }
        }
    }

    /** Unpacks the bundled programs into {@code cache}, unless another process has already done so. */
    public static PostgresBinaries bundled(Path cache) {
        try {
            Path home = cache.resolve("postgres-" + digestOfArchive());
            if (!Files.isDirectory(home)) {
                unpackOnce(cache, home);
            }
            return new PostgresBinaries(home.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + cache, e);
        }
    }

    Path program(String name) {
        return bin.resolve(name);
    }

    /** The directory gets its final name when it is complete. The loser of a race deletes its own copy. */
    private static void unpackOnce(Path cache, Path home) throws IOException {
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "unpacking-");
        try {
            unpack(unfinished);
        } catch (IOException e) {
            PathUtils.deleteDirectory(unfinished);
            throw e;
        }
        Files.setPosixFilePermissions(unfinished, EVERYONE_MAY_EXECUTE);
        try {
            Files.move(unfinished, home);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            PathUtils.deleteDirectory(unfinished);
        }
    }

    private static void unpack(Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(openArchive())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, directory.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            Files.setPosixFilePermissions(file, EVERYONE_MAY_EXECUTE);
        }
    }

    private static String digestOfArchive() throws IOException {
        try (DigestInputStream archive = new DigestInputStream(openArchive(), MessageDigest.getInstance("SHA-256"))) {
            archive.transferTo(OutputStream.nullOutputStream());
            return String.format(
                            "%064x",
                            new BigInteger(1, archive.getMessageDigest().digest()))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static InputStream openArchive() {
        String name = "/postgres-linux-" + architecture() + ".txz";
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new ServerStartException("No bundled PostgreSQL for this machine (" + name
                    + "): use a directory with PostgreSQL programs, or a running server");
        }
        return archive;
    }

    private static String architecture() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
    }
}
