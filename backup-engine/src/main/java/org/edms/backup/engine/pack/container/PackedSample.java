package org.edms.backup.engine.pack.container;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.EntryJson;
import org.edms.backup.engine.pack.manifest.TarLayout;
import org.edms.backup.engine.store.Sha256;

/**
 * Measures how many bytes some content takes in a package. The content is split into blocks and compressed as in {@link
 * ContainerWriter}, but only counted. Not thread-safe.
 */
public final class PackedSample extends OutputStream implements Closeable {

    /** The size of a block's entry in the seek table at the end of a package. */
    private static final int BYTES_TO_LIST_A_BLOCK = 8;

    private static final JsonFactory JSON = new JsonFactory();

    private final BlockCompressor compressor;
    private final byte[] block = new byte[BlockPool.BLOCK_BYTES];
    private final TarOutput tar = new TarOutput(this);
    private int filled;
    private long content;
    private long stored;
    private long offset;

    public PackedSample(Compression compression) {
        this.compressor = compression.newCompressor();
    }

    /** Adds a member as it is stored in a package, including its header. */
    public Entry member(Entry entry, InputStream bytes) throws IOException {
        return tar.add(entry, bytes);
    }

    /** Adds the manifest entry of a member, even of one that was not read: the placeholder for its digest is equally random. */
    public void addManifestEntry(Entry entry) throws IOException {
        Entry complete = entry;
        if (entry.sha256() == null) {
            byte[] digest = Sha256.newDigest().digest(entry.name().value().getBytes(StandardCharsets.UTF_8));
            complete = entry.written(entry.bytes(), HexFormat.of().formatHex(digest), offset);
        }
        offset += TarLayout.memberBytes(entry.bytes());
        JsonGenerator json = JSON.createGenerator(this).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        EntryJson.write(complete, json);
        json.close();
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int count = Math.min(end - position, block.length - filled);
            System.arraycopy(bytes, position, block, filled, count);
            filled += count;
            position += count;
            if (filled == block.length) {
                endBlock();
            }
        }
        content += length;
    }

    private void endBlock() {
        if (filled > 0) {
            stored += compressor.compress(block, filled).length + BYTES_TO_LIST_A_BLOCK;
            filled = 0;
        }
    }

    /** Returns the number of bytes before compression. */
    public long content() {
        return content;
    }

    /** Returns the number of bytes in the package. The next write starts a new block. */
    public long stored() {
        endBlock();
        return stored;
    }

    /** Returns the number of bytes in the package for this amount of content of the same kind. */
    public long storedOf(double wholeContent) {
        return content == 0 ? 0 : Math.round(stored() * (wholeContent / content));
    }

    @Override
    public void close() {
        compressor.close();
    }
}
