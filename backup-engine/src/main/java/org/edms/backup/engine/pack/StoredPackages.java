package org.edms.backup.engine.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.store.StoredFile;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.PackageId;

/** The packages of a store, with their manifests. */
public final class StoredPackages {

    private final PackageStore store;
    private final List<Identity> identities;

    public StoredPackages(PackageStore store, List<Identity> identities) {
        this.store = store;
        this.identities = List.copyOf(identities);
    }

    /**
     * A package, or a file that looks like one.
     *
     * @param manifest null if it cannot be read; then {@code failure} is the reason
     */
    public record Stored(StoredFile file, Manifest manifest, Failure failure) {}

    /** Lists all packages, newest first. */
    public List<Stored> list() throws IOException {
        List<Stored> packages = new ArrayList<>();
        for (StoredFile file : store.list()) {
            packages.add(readManifest(file));
        }
        return packages;
    }

    /** Returns the newest package that matches. Unreadable packages are skipped. */
    public Optional<Manifest> newest(Predicate<Manifest> wanted) throws IOException {
        for (StoredFile file : store.list()) {
            Manifest manifest = readManifest(file).manifest();
            if (manifest != null && wanted.test(manifest)) {
                return Optional.of(manifest);
            }
        }
        return Optional.empty();
    }

    private Stored readManifest(StoredFile file) throws IOException {
        try (PackageReader reader = open(file.name())) {
            return new Stored(file, reader.manifest(), null);
        } catch (BackupException e) {
            return new Stored(file, null, e.failure());
        }
    }

    /** Returns whether this suite created the package, based on the digest of the manifest read from it. */
    public boolean isSealed(String name, String manifestSha256) {
        return store.isSealed(name, manifestSha256);
    }

    public PackageReader open(String name) throws IOException {
        return PackageReader.open(store, name, identities);
    }

    /**
     * Compares the file of a package with the digest recorded next to it.
     *
     * @return the digest of the file; empty if none was recorded
     * @throws BackupException if they differ
     */
    public Optional<String> compareDigest(String name) throws IOException {
        Optional<String> recorded = store.recordedDigest(name);
        if (recorded.isEmpty()) {
            return recorded;
        }
        String actual;
        try (InputStream file = Channels.newInputStream(store.open(name))) {
            actual = Sha256.of(file);
        }
        if (!actual.equals(recorded.get())) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s: the file has the SHA-256 %s, but %s.sha256 records %s"
                            .formatted(name, actual, name, recorded.get()));
        }
        return recorded;
    }

    /**
     * Finds the package that another one builds on.
     *
     * @param link the link stored in the other package. It identifies the package by its id, even if its file was renamed
     */
    public Stored find(Manifest.Link link) throws IOException {
        Optional<StoredFile> sameName = store.list().stream()
                .filter(file -> file.name().equals(link.name()))
                .findFirst();
        if (sameName.isPresent()) {
            Stored stored = readManifest(sameName.get());
            if (is(stored, link.id())) {
                return stored;
            }
        }
        return list().stream()
                .filter(stored -> is(stored, link.id()))
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        ErrorCode.CHAIN_BROKEN, "%s (%s) is not in the store".formatted(link.name(), link.id())));
    }

    private static boolean is(Stored stored, PackageId id) {
        return stored.manifest() != null && stored.manifest().header().id().equals(id);
    }
}
