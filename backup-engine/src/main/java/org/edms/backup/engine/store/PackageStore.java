package org.edms.backup.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A store of packages. A package appears complete or not at all, together with the digest of its file. It is overwritten only on
 * request.
 *
 * <p>All methods throw {@link org.edms.backup.model.error.BackupException} with the cause of a failure.
 */
public interface PackageStore {

    /** Lists the packages, newest first. Unfinished uploads are omitted. */
    List<StoredFile> list();

    /**
     * Starts the upload of a package.
     *
     * @param replace whether the finished package may overwrite another of that name
     */
    Upload begin(String name, boolean replace);

    /** Returns the digest recorded for a package; empty if there is none. */
    Optional<String> recordedDigest(String name);

    /** Returns the digest of a package: the recorded one, or else a newly computed one. */
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
     * Returns whether this suite created a package and it was not changed since.
     *
     * @param manifestSha256 the digest of the manifest that was read from it
     */
    boolean isSealed(String name, String manifestSha256);

    /** Opens a package for random access. */
    SeekableByteChannel open(String name);

    /** Deletes a package and its digest. */
    void delete(String name);

    /** Returns the free space in bytes, if the store can determine it. */
    OptionalLong freeBytes();

    /** Deletes the partial files of killed writers, and returns their names. */
    List<String> removeLeftovers();
}
