package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.pack.manifest.Entry;

/**
 * Several complete members, prepared by a separate thread and appended together. Their compressed content is kept in memory, so
 * the caller must limit its size.
 */
public final class Segment {

    private final List<Block> blocks = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final BlockOutput output;
    private final TarOutput tar;

    Segment(BlockPool pool) {
        this.output = new BlockOutput(pool, blocks::add);
        this.tar = new TarOutput(output);
    }

    /** Adds a member that has exactly the size in its entry. */
    public Entry add(Entry entry, InputStream content) throws IOException {
        Entry written = tar.add(entry, content);
        entries.add(written);
        return written;
    }

    /** Adds the manifest entry of a member whose content is in another package. */
    public void addManifestEntry(Entry entry) {
        entries.add(entry);
    }

    /** Waits until the whole segment is compressed. */
    public void seal() throws IOException {
        output.drain();
    }

    List<Block> blocks() {
        return blocks;
    }

    /** Returns the entries in order. Offsets are relative to the start of this segment. */
    List<Entry> entries() {
        return entries;
    }

    /** Adds a member that was built elsewhere: its blocks include the header. */
    void adopt(Entry entry, List<Block> made) {
        entries.add(entry);
        blocks.addAll(made);
    }
}
