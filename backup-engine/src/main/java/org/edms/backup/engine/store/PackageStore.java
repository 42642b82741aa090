package org.edms.backup.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where packages live. A package appears whole or not at all, beside it the digest of its file, and is not overwritten unless somebody says so.
 *
 * <p>All methods throw {@link org.edms.backup.model.error.BackupException} with what went wrong.
 */
public interface PackageStore {

    /** What is there, the newest first. What is still being written is not there. */
    List<StoredFile> list();

    /**
     * Begins a package.
     *
     * @param replace whether it may take the place of another of that name, when it is whole
     */
    Upload begin(String name, boolean replace);

    /** The digest that was written down beside a package; nothing when there is none. */
    Optional<String> recordedDigest(String name);

    /** The digest of a package: as it was written down, or else made now. */
    default String digest(String name) throws IOException {
        Optional<String> recorded = recordedDigest(name);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        try (InputStream content = Channels.newInputStream(open(name))) {
            return Sha256.of(content);
        }
    }

    /**
     * Whether this suite has made a package, and nobody has changed it since.
     *
     * @param manifestSha256 the digest of the manifest that was read from it
     */
    boolean isSealed(String name, String manifestSha256);

    /** Opens a package for reading at any position. */
    SeekableByteChannel open(String name);

    /** Takes a package away, with its digest. */
    void delete(String name);

    /** How many bytes there is room for, where the store can tell. */
    OptionalLong freeBytes();

    /** Takes away what writers that were killed have left behind, and returns its names. */
    List<String> removeLeftovers();
}
