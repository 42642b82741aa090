package org.edms.backup.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.pack.Entry;
import org.edms.backup.engine.pack.ManifestStream;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.Failure;

/** Checks whether the DDL of a package is what a restore accepts. */
final class PackagedDdl {

    private final StoredPackages packages;
    private final String name;

    PackagedDdl(StoredPackages packages, String name) {
        this.packages = packages;
        this.name = name;
    }

    /** Why a restore would refuse it. */
    Optional<Failure> check(PackageReader reader) throws IOException {
        Entry catalog = null;
        String digest;
        try (ManifestStream members = reader.openManifest()) {
            for (Optional<Entry> next = members.next(); next.isPresent(); next = members.next()) {
                catalog = next.get().name().value().equals(Catalog.MEMBER) ? next.get() : catalog;
            }
            digest = members.sha256();
        }
        if (catalog == null || catalog.in() != null) {
            return Optional.empty();
        }
        try (InputStream content = reader.content(catalog)) {
            Catalog parsed = Catalog.parse(content.readAllBytes());
            if (!packages.isSealed(name, digest)) {
                CheckedDdl.foreign(parsed.ddl());
            }
            return Optional.empty();
        } catch (BackupException e) {
            return Optional.of(e.failure());
        }
    }
}
