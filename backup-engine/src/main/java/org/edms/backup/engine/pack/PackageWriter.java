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
 * Writes a package: members, then the manifest. There is a package when {@link #publish} returns, and none when the writer is
 * closed before. Several threads may write: each method adds whole members.
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
     * @param upload of the package into its store
     * @param name of the package; it says how the package is compressed, and whether it is encrypted
     * @param recipients who shall be able to open it, if it is
     * @param parallelism how many blocks are compressed at once
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

    /** A segment to be filled beside this package, by one thread. */
    public Segment newSegment() {
        return container.newSegment();
    }

    /** A member to be filled beside this package, by one thread, whose size nobody knows yet. */
    public GrowingMember newMember() {
        return container.newMember();
    }

    /** Adds a member that holds as many bytes as its entry says. Others wait meanwhile. */
    public Entry add(Entry entry, InputStream content) throws IOException {
        Entry written = addContent(entry, content);
        addManifestEntry(written);
        return written;
    }

    /** Adds a member of which it is known only afterwards what the manifest should say: {@link #addManifestEntry} says it. */
    public synchronized Entry addContent(Entry entry, InputStream content) throws IOException {
        return container.add(entry, content);
    }

    /** Tells in the manifest of a member. */
    public synchronized void addManifestEntry(Entry entry) throws IOException {
        entries.add(entry);
    }

    /** Adds what was made ready. */
    public void append(Segment segment) throws IOException {
        segment.seal();
        synchronized (this) {
            for (Entry entry : container.append(segment)) {
                entries.add(entry);
            }
        }
    }

    /** Adds the manifest, and with it ends the package's content. */
    public synchronized void finish(Manifest manifest, Instant modified) throws IOException {
        ManifestJson json = new ManifestJson(manifest, entries);
        container.finish(json, modified);
        manifestSha256 = json.sha256();
        if (encryption != null) {
            encryption.finish();
        }
    }

    /** The SHA-256 of the file that was written so far. */
    public String sha256() {
        return upload.sha256();
    }

    /** Makes the finished package known as one that this suite has made, and not only converted or received. */
    public void seal() {
        upload.seal(manifestSha256);
    }

    /** The finished package, to be read once more before anybody relies on it. */
    public SeekableByteChannel reopen() {
        return upload.reopen();
    }

    /**
     * Gives the finished package its name.
     *
     * @return the SHA-256 of its file
     */
    public String publish() {
        return upload.publish();
    }

    /** Each is closed, whatever becomes of the others: an upload that stays open keeps its partial file. */
    @Override
    public void close() throws IOException {
        try (upload;
                entries;
                container) {
            // The resources are closed in reverse order.
        }
    }
}
