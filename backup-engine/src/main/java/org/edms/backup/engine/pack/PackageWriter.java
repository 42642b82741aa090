package org.edms.backup.engine.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import org.edms.backup.engine.age.AgeOutput;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.pack.container.ContainerWriter;
import org.edms.backup.engine.pack.container.GrowingMember;
import org.edms.backup.engine.pack.container.Segment;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.EntrySpool;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestJson;
import org.edms.backup.engine.store.Upload;

/**
 * Writes a package: its members, then the manifest. The package exists once {@link #publish} returns. If the writer is closed
 * before, there is none. Several threads may write, because each method adds complete members.
 */
public final class PackageWriter implements Closeable {

    private final Upload upload;
    private final AgeOutput encryption;
    private final ContainerWriter container;
    private final EntrySpool entries;
    private String manifestSha256;

    private PackageWriter(
            PackageFileName name, Upload upload, List<Recipient> recipients, int parallelism, EntrySpool entries)
            throws IOException {
        this.entries = entries;
        this.upload = upload;
        this.encryption = name.encrypted() ? AgeOutput.to(upload, recipients) : null;
        this.container = new ContainerWriter(encryption == null ? upload : encryption, name.compression(), parallelism);
    }

    /**
     * @param upload the upload of the package into its store
     * @param name the name of the package, which determines its compression and whether it is encrypted
     * @param recipients the recipients who can decrypt it, if it is encrypted
     * @param parallelism how many blocks are compressed in parallel
     */
    public static PackageWriter create(Upload upload, PackageFileName name, List<Recipient> recipients, int parallelism)
            throws IOException {
        try {
            return create(upload, name, recipients, parallelism, new EntrySpool());
        } catch (IOException | RuntimeException e) {
            try (upload) {
                throw e;
            }
        }
    }

    private static PackageWriter create(
            Upload upload, PackageFileName name, List<Recipient> recipients, int parallelism, EntrySpool entries)
            throws IOException {
        try {
            return new PackageWriter(name, upload, recipients, parallelism, entries);
        } catch (IOException | RuntimeException e) {
            try (entries) {
                throw e;
            }
        }
    }

    /** Returns a segment, which one thread fills in parallel with this package. */
    public Segment newSegment() {
        return container.newSegment();
    }

    /** Returns a member of unknown size, which one thread fills in parallel with this package. */
    public GrowingMember newMember() {
        return container.newMember();
    }

    /** Adds a member that has exactly the size in its entry. Other threads wait until it is added. */
    public Entry add(Entry entry, InputStream content) throws IOException {
        Entry written = addContent(entry, content);
        addManifestEntry(written);
        return written;
    }

    /** Adds a member whose manifest entry is written later, with {@link #addManifestEntry}. */
    public synchronized Entry addContent(Entry entry, InputStream content) throws IOException {
        return container.add(entry, content);
    }

    /** Adds the entry of a member to the manifest. */
    public synchronized void addManifestEntry(Entry entry) throws IOException {
        entries.add(entry);
    }

    /** Appends a sealed segment. */
    public void append(Segment segment) throws IOException {
        segment.seal();
        synchronized (this) {
            for (Entry entry : container.append(segment)) {
                entries.add(entry);
            }
        }
    }

    /** Adds the manifest, which ends the content of the package. */
    public synchronized void finish(Manifest manifest, Instant modified) throws IOException {
        ManifestJson json = new ManifestJson(manifest, entries);
        container.finish(json, modified);
        manifestSha256 = json.sha256();
        if (encryption != null) {
            encryption.finish();
        }
    }

    /** Returns the SHA-256 of the file as written so far. */
    public String sha256() {
        return upload.sha256();
    }

    /** Marks the finished package as created by this suite, as opposed to converted or received. */
    public void seal() {
        upload.seal(manifestSha256);
    }

    /** Opens the finished package to verify it before it is published. */
    public SeekableByteChannel reopen() {
        return upload.reopen();
    }

    /**
     * Publishes the finished package under its name.
     *
     * @return the SHA-256 of its file
     */
    public String publish() {
        return upload.publish();
    }

    /** Closes every resource, even if closing another one fails: an upload that stays open keeps its partial file. */
    @Override
    public void close() throws IOException {
        try (upload;
                entries;
                container) {
            // The resources are closed in reverse order.
        }
    }
}
