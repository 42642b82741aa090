package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.cli.option.PackageLocation;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.ShortId;

/** Finds packages in a store, and looks into them before they are restored. */
record PackageLookup(PackageStore store, List<Identity> identities) {

    static PackageLookup of(PackageLocation location, List<Identity> identities) {
        return new PackageLookup(location.store(), identities);
    }

    private StoredPackages packages() {
        return new StoredPackages(store, identities);
    }

    /** The name of the package with an ID, or with an ID that ends like this. */
    String nameOf(String id) throws IOException {
        Map<UUID, String> names = new LinkedHashMap<>();
        for (StoredPackages.Stored stored : packages().list()) {
            if (stored.manifest() != null) {
                names.putIfAbsent(
                        stored.manifest().header().id().value(), stored.file().name());
            }
        }
        return names.get(new ShortId(id).resolve("package", names.keySet()));
    }

    Optional<String> latest() throws IOException {
        return packages().list().stream()
                .filter(stored -> stored.manifest() != null)
                .max(Comparator.comparing(stored -> stored.manifest().header().createdAt()))
                .map(stored -> stored.file().name());
    }

    /** The roots of files in a package, each as a directory below another. */
    List<FileRoot> rootsBelow(Path directory, String name) throws IOException {
        try (var reader = packages().open(name)) {
            return reader.manifest().roots().stream()
                    .map(root -> new FileRoot(root.name(), directory.resolve(root.name())))
                    .toList();
        }
    }

    boolean hasDatabase(String name) throws IOException {
        try (var reader = packages().open(name)) {
            return reader.manifest().database() != null;
        }
    }

    void requireIntact(String name) throws IOException {
        rejectFindings(new Verification(store, packages(), Clock.systemUTC())
                .verify(name, VerifyLevel.FULL)
                .findings());
    }

    static void rejectFindings(List<Failure> findings) {
        if (!findings.isEmpty()) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, findings.get(0).message());
        }
    }
}
