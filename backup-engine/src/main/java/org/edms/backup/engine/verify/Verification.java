package org.edms.backup.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Verifies a package in a store. */
public final class Verification {

    private final PackageStore store;
    private final StoredPackages packages;
    private final Clock clock;

    public Verification(PackageStore store, StoredPackages packages, Clock clock) {
        this.store = store;
        this.packages = packages;
        this.clock = clock;
    }

    /**
     * Verifies a package. A full verification also reads all its content and the packages it builds on.
     *
     * @throws BackupException if the manifest cannot be read
     */
    public VerifyResult verify(String name, VerifyLevel level) throws IOException {
        Instant start = clock.instant();
        List<Failure> findings = new ArrayList<>();
        Manifest manifest;
        try (PackageReader reader = packages.open(name)) {
            manifest = reader.manifest();
            compare(name, reader, level, findings);
        }
        if (level == VerifyLevel.FULL) {
            compareFile(name, findings);
            compareChain(manifest, findings, new HashSet<>());
        }
        return new VerifyResult(
                manifest.header().id(), level, start, Duration.between(start, clock.instant()), findings);
    }

    /** Starts with the same checks as a restore, so that both reject a package for the same reason. */
    private void compare(String name, PackageReader reader, VerifyLevel level, List<Failure> findings)
            throws IOException {
        try {
            PackageContent content = PackageContent.read(reader);
            if (level != VerifyLevel.QUICK) {
                findings.addAll(new MemberVerification(reader).compareAll());
            }
            if (findings.isEmpty()) {
                readCatalog(name, content);
            }
        } catch (BackupException e) {
            findings.add(e.failure());
        }
    }

    private void readCatalog(String name, PackageContent content) throws IOException {
        if (content.manifest().database() != null) {
            Catalog catalog = content.catalog();
            if (!packages.isSealed(name, content.digest())) {
                CheckedDdl.foreign(catalog.ddl());
            }
        }
        content.model();
    }

    /** Finds changed bytes that do not affect any content, such as those in a frame header. No other check detects them. */
    private void compareFile(String name, List<Failure> findings) throws IOException {
        Optional<String> recorded = store.recordedDigest(name);
        if (recorded.isEmpty()) {
            return;
        }
        String actual = digestOf(name);
        if (!actual.equals(recorded.get()) && findings.isEmpty()) {
            findings.add(new Failure(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s: the file has the SHA-256 %s, but %s is recorded; every member is intact"
                            .formatted(name, actual, recorded.get())));
        }
    }

    private void compareChain(Manifest manifest, List<Failure> findings, Set<String> seen) throws IOException {
        for (Manifest.Link link : manifest.chain()) {
            if (!seen.add(link.name())) {
                continue;
            }
            try {
                String name = packages.find(link).file().name();
                if (!digestOf(name).equals(link.sha256())) {
                    findings.add(
                            new Failure(ErrorCode.CHAIN_BROKEN, name + " has changed since this package was created"));
                }
            } catch (BackupException e) {
                findings.add(e.failure());
            }
        }
    }

    private String digestOf(String name) throws IOException {
        try (InputStream file = Channels.newInputStream(store.open(name))) {
            return Sha256.of(file);
        }
    }
}
