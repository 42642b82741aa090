package org.edms.backup.engine.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The package that an incremental or differential backup builds on.
 *
 * @param parent the manifest of that package; {@code links} are all packages that hold content of the new one, oldest first
 */
record BackupChain(Manifest parent, String name, List<Manifest.Link> links) {

    private static final Set<BackupType> WITH_FILES =
            Set.of(BackupType.FULL, BackupType.FILES, BackupType.INCREMENTAL, BackupType.DIFFERENTIAL);

    static BackupChain none() {
        return new BackupChain(null, null, List.of());
    }

    /**
     * Finds the newest package of the same configuration: any type for an incremental backup, a full backup for a differential
     * one.
     */
    static BackupChain find(PackageStore store, StoredPackages packages, BackupRequest request) throws IOException {
        Set<BackupType> wanted = request.type() == BackupType.DIFFERENTIAL ? Set.of(BackupType.FULL) : WITH_FILES;
        int unreadable = 0;
        for (StoredPackages.Stored stored : packages.list()) {
            Manifest manifest = stored.manifest();
            if (manifest == null) {
                unreadable++;
            } else if (wanted.contains(manifest.header().type())
                    && Objects.equals(manifest.header().configuration(), request.configuration())) {
                return builtOn(store, packages, stored);
            }
        }
        throw new BackupException(
                ErrorCode.CHAIN_BROKEN,
                "there is no earlier %spackage of %s in the store%s"
                        .formatted(
                                request.type() == BackupType.DIFFERENTIAL ? "full " : "",
                                request.configuration() == null
                                        ? "no configuration"
                                        : "the configuration " + request.configuration(),
                                unreadable == 0 ? "" : " that can be read; " + unreadable + " cannot"));
    }

    private static BackupChain builtOn(PackageStore store, StoredPackages packages, StoredPackages.Stored stored)
            throws IOException {
        List<Manifest.Link> links = new ArrayList<>(stored.manifest().chain());
        for (Manifest.Link link : links) {
            packages.find(link);
        }
        String name = stored.file().name();
        links.add(new Manifest.Link(stored.manifest().header().id(), name, digest(store, name)));
        return new BackupChain(stored.manifest(), name, links);
    }

    Manifest.Link parentLink() {
        return links.isEmpty() ? null : links.get(links.size() - 1);
    }

    PackageReader open(StoredPackages packages) throws IOException {
        return packages.open(name);
    }

    private static String digest(PackageStore store, String name) throws IOException {
        try (InputStream file = Channels.newInputStream(store.open(name))) {
            return Sha256.of(file);
        }
    }
}
