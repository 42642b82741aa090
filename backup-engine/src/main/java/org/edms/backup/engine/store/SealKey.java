package org.edms.backup.engine.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that identifies packages created by this suite. A sender without the key cannot create a seal for a package.
 *
 * <p>The key file is created when the first package is sealed. It is not trusted if anyone other than its owner can read or write
 * it.
 */
public final class SealKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final byte[] PURPOSE = "edms-backup seal 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path file;

    private SealKey(Path file) {
        this.file = file;
    }

    /** Returns the key of a package store. All users who may write packages there share it. */
    public static SealKey ofStore(Path directory) {
        return new SealKey(directory.resolve(".edms-backup").resolve("seal.key"));
    }

    /** Returns the key of a user, for packages outside a store; empty for a user without a home directory. */
    public static Optional<SealKey> ofUser(Map<String, String> environment) {
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (configuration.isEmpty() && home.isEmpty()) {
            return Optional.empty();
        }
        Path base = configuration.isEmpty() ? Path.of(home, ".config") : Path.of(configuration);
        Path file = base.resolve("edms-backup").resolve("seal.key");
        return Files.exists(file) || Files.isWritable(existing(file))
                ? Optional.of(new SealKey(file))
                : Optional.empty();
    }

    private static Path existing(Path path) {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** Returns the seal for a package with this manifest digest. */
    String seal(String manifestSha256) throws IOException {
        Optional<byte[]> key = read();
        return sealWith(key.isPresent() ? key.get() : create(), manifestSha256);
    }

    boolean verify(String seal, String manifestSha256) throws IOException {
        Optional<byte[]> key = readIfAllowed();
        return key.isPresent()
                && MessageDigest.isEqual(
                        sealWith(key.get(), manifestSha256).getBytes(StandardCharsets.US_ASCII),
                        seal.getBytes(StandardCharsets.UTF_8));
    }

    private static String sealWith(byte[] key, String manifestSha256) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(PURPOSE);
            return HexFormat.of().formatHex(mac.doFinal(manifestSha256.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /** A package whose seal cannot be checked counts as unsealed. */
    private Optional<byte[]> readIfAllowed() throws IOException {
        try {
            return read();
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> read() throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            byte[] key = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && PRIVATE_FILE.containsAll(permissions)
                    ? Files.readAllBytes(file)
                    : new byte[0];
            return key.length == BYTES ? Optional.of(key) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates the key file atomically. If two processes create it at the same time, one of them succeeds and both use that key.
     */
    private byte[] create() throws IOException {
        Path directory = file.getParent();
        Files.createDirectories(directory.getParent());
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path made = Files.createTempFile(directory, "seal", ".new", PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
        try {
            Files.write(made, key);
            Files.createLink(file, made);
            return key;
        } catch (FileAlreadyExistsException e) {
            return read().orElseThrow(() ->
                    new IOException(file + " is not a key, or is readable by users other than its owner", e));
        } finally {
            Files.delete(made);
        }
    }
}
