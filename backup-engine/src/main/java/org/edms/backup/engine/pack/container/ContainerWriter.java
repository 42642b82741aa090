package org.edms.backup.engine.pack.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestJson;

/**
 * Writes a package's tar stream in compressed blocks, and with zstd a seek table of the blocks. Not thread-safe, but other
 * threads may fill segments and growing members at the same time.
 */
public final class ContainerWriter implements Closeable {

    private final OutputStream file;
    private final Compression compression;
    private final BlockPool pool;
    private final BlockOutput blocks;
    private final TarOutput tar;
    private final List<SeekTable.Frame> frames = new ArrayList<>();

    /** Bytes of the tar stream that were appended as segments, which {@link #tar} does not count. */
    private long appended;

    /** @param parallelism how many blocks are compressed in parallel */
    public ContainerWriter(OutputStream file, Compression compression, int parallelism) {
        this.file = file;
        this.compression = compression;
        this.pool = new BlockPool(compression, parallelism);
        this.blocks = new BlockOutput(pool, this::write);
        this.tar = new TarOutput(blocks);
    }

    public Segment newSegment() {
        return new Segment(pool);
    }

    public GrowingMember newMember() {
        return new GrowingMember(pool);
    }

    /** @return the entry with its digest and its offset */
    public Entry add(Entry entry, InputStream content) throws IOException {
        return tar.add(entry, content).movedBy(appended);
    }

    /** @return the entries of a sealed segment with their offsets in this container */
    public List<Entry> append(Segment segment) throws IOException {
        blocks.drain();
        long start = position();
        for (Block block : segment.blocks()) {
            write(block);
            appended += block.content();
        }
        return segment.entries().stream()
                .map(entry -> entry.in() == null ? entry.movedBy(start) : entry)
                .toList();
    }

    /** Adds the manifest and ends the container. */
    public void finish(ManifestJson manifest, Instant modified) throws IOException {
        blocks.drain();
        long manifestOffset = position();
        tar.add(manifest, modified);
        tar.finish();
        blocks.drain();
        if (compression == Compression.ZSTD) {
            byte[] trailer = new Trailer(Trailer.VERSION, manifestOffset).encode();
            write(new Block(trailer, 0));
            file.write(new SeekTable(frames).encode());
        }
    }

    /** Stops the compressing threads; the file stays open. */
    @Override
    public void close() {
        pool.close();
    }

    private long position() {
        return tar.position() + appended;
    }

    private void write(Block block) throws IOException {
        file.write(block.stored());
        frames.add(new SeekTable.Frame(block.stored().length, block.content()));
    }
}
