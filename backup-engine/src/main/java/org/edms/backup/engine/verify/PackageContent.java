package org.edms.backup.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.input.ObservedInput;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.CopyRowCounter;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The content of a package other than files. It is available after the manifest was found to be one that a backup writes.
 * Restores and verifications both start here, so that they reject the same packages.
 */
public final class PackageContent {

    /** The error codes that damaged content can cause in the code that uses it. */
    private static final Set<ErrorCode> OF_CONTENT = EnumSet.of(
            ErrorCode.VALUE_REFUSED,
            ErrorCode.CONSTRAINT_VIOLATED,
            ErrorCode.PACKAGE_CORRUPT,
            ErrorCode.PACKAGE_INCOMPLETE);

    private final PackageReader reader;
    private final Manifest manifest;
    private final String digest;
    private final Map<String, Entry> entries;

    private PackageContent(PackageReader reader, Manifest manifest, String digest, Map<String, Entry> entries) {
        this.reader = reader;
        this.manifest = manifest;
        this.digest = digest;
        this.entries = entries;
    }

    /** @throws BackupException for a manifest that no backup writes */
    public static PackageContent read(PackageReader reader) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Manifest manifest = reader.readManifest(entry -> {
            if (entry.kind() != MemberKind.FILE && entry.kind() != MemberKind.TORN) {
                entries.put(entry.name().value(), entry);
            }
        });
        return new PackageContent(reader, manifest, reader.manifestDigest(), entries);
    }

    /** Returns the same content for use in another thread. */
    public PackageContent through(PackageReader other) {
        return new PackageContent(other, manifest, digest, entries);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Returns the digest of the manifest. */
    public String digest() {
        return digest;
    }

    public Catalog catalog() throws IOException {
        if (manifest.database() == null) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE, CatalogReader.CATALOG + ": the package contains no rows");
        }
        return use(
                reader, entry(CatalogReader.CATALOG), content -> CatalogReader.catalog(content, manifest.database()));
    }

    /** Returns the model in the package, if it contains one. */
    public Optional<EdmsModel> model() throws IOException {
        return entries.containsKey(CatalogReader.MODEL)
                ? Optional.of(use(reader, entry(CatalogReader.MODEL), CatalogReader::model))
                : Optional.empty();
    }

    public Entry entry(String member) {
        Entry entry = entries.get(member);
        if (entry == null) {
            throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, member + " is not in the package");
        }
        return entry;
    }

    /** Uses the content of a member. */
    @FunctionalInterface
    public interface Use<T> {
        T of(InputStream content) throws IOException;
    }

    /**
     * Passes on the content of a member, and compares it with its entry to the last byte. If the comparison fails, the caller
     * must discard all results.
     */
    public static <T> T use(PackageReader holder, Entry entry, Use<T> use) throws IOException {
        try (InputStream stored = holder.content(entry);
                Compared content = new Compared(stored, entry)) {
            T result;
            try {
                result = use.of(content);
            } catch (BackupException e) {
                if (OF_CONTENT.contains(e.code())) {
                    content.compare();
                }
                throw e;
            }
            content.compare();
            return result;
        }
    }

    /** Computes the digest and size of the data read. */
    private static final class Compared extends ObservedInput {

        private final Entry entry;
        private final MessageDigest sha256 = Sha256.newDigest();
        private final CopyRowCounter rows = new CopyRowCounter();

        Compared(InputStream content, Entry entry) {
            super(content);
            this.entry = entry;
        }

        @Override
        protected void passed(byte[] bytes, int offset, int count) {
            sha256.update(bytes, offset, count);
            if (entry.rows() != null) {
                rows.update(bytes, offset, count);
            }
        }

        /** The caller closes the underlying stream: a parser that closes its input must not end the comparison. */
        @Override
        public void close() {}

        void compare() throws IOException {
            transferTo(OutputStream.nullOutputStream());
            if (!HexFormat.of().formatHex(sha256.digest()).equals(entry.sha256())) {
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, entry.name() + " differs from the manifest");
            }
            String objection = entry.rows() == null ? null : rows.objection(entry.rows());
            if (objection != null) {
                throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, entry.name() + " " + objection);
            }
        }
    }
}
