package org.edms.backup.engine.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.edms.backup.engine.age.AgeChannel;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.pack.container.ContainerReader;
import org.edms.backup.engine.pack.container.MemberVisitor;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.ManifestTotals;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads an untrusted package. Damaged or hostile content is rejected before any byte of it is returned. Not thread-safe. */
public final class PackageReader implements Closeable {

    private final ContainerReader container;
    private OptionalLong manifestOffset;
    private String manifestDigest;

    private PackageReader(ContainerReader container) throws IOException {
        this.container = container;
        this.manifestOffset = container.manifestOffset();
    }

    public static PackageReader open(PackageStore store, String name, List<Identity> identities) throws IOException {
        PackageFileName fileName = PackageFileName.parse(name);
        return open(store.open(name), fileName, identities);
    }

    /** @param file the file, which this reader closes, even if it cannot be opened as a package */
    public static PackageReader open(SeekableByteChannel file, PackageFileName name, List<Identity> identities)
            throws IOException {
        try {
            SeekableByteChannel plain = name.encrypted() ? AgeChannel.open(file, identities) : file;
            return new PackageReader(ContainerReader.open(plain, name.compression()));
        } catch (RuntimeException | IOException e) {
            try (file) {
                throw e;
            }
        }
    }

    /** Visits the members in package order. A member that is not allowed in a package is rejected. */
    public void forEach(MemberVisitor visitor) throws IOException {
        container.forEach(visitor);
    }

    /** Opens a member of this package, without reading the members before it if the compression allows that. */
    public InputStream content(Entry entry) throws IOException {
        ContainerReader.Member member = container.open(entry.name(), entry.offset());
        if (member.bytes() != entry.bytes()) {
            member.content().close();
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s has %d bytes instead of %d".formatted(entry.name(), member.bytes(), entry.bytes()));
        }
        return member.content();
    }

    /** Returns the manifest without its entries. */
    public Manifest manifest() throws IOException {
        try (ManifestStream manifest = openManifest()) {
            return manifest.head();
        }
    }

    /** Receives the entries of the manifest. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(Entry entry) throws IOException;
    }

    /**
     * Reads the whole manifest and checks its consistency. Call this before using any content of the package.
     *
     * @throws BackupException for a manifest that no backup writes
     */
    public Manifest readManifest(EntryVisitor visitor) throws IOException {
        try (ManifestStream manifest = openManifest()) {
            ManifestTotals totals = new ManifestTotals(manifest.head());
            for (Optional<Entry> next = manifest.next(); next.isPresent(); next = manifest.next()) {
                totals.add(next.get());
                visitor.visit(next.get());
            }
            totals.end(manifestOffset);
            manifestDigest = manifest.sha256();
            return manifest.head();
        }
    }

    /** Returns the digest of the manifest, after it was read. */
    public String manifestDigest() {
        return manifestDigest;
    }

    /** Returns the offset of the manifest, if it was requested before. */
    public OptionalLong manifestOffset() {
        return manifestOffset;
    }

    /** Opens the manifest to read its head, then its entries one by one. */
    public ManifestStream openManifest() throws IOException {
        if (manifestOffset.isEmpty()) {
            forEach((member, content) -> {
                if (member.name().equals(MemberNames.MANIFEST)) {
                    manifestOffset = OptionalLong.of(member.offset());
                }
            });
        }
        if (manifestOffset.isEmpty()) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "the package has no " + MemberNames.MANIFEST);
        }
        ContainerReader.Member member = container.open(MemberNames.MANIFEST, manifestOffset.getAsLong());
        return new ManifestStream(member.content(), member.bytes());
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
