package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.pack.manifest.Entry;

/**
 * Some whole members, made ready beside the package by a thread of their own and appended as one. What they hold is kept in
 * memory, compressed: whoever fills one sees to it that it does not grow without bound.
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

    /** Adds a member that holds as many bytes as its entry says. */
    public Entry add(Entry entry, InputStream content) throws IOException {
        Entry written = tar.add(entry, content);
        entries.add(written);
        return written;
    }

    /** Tells of a member whose content lies in another package. */
    public void addManifestEntry(Entry entry) {
        entries.add(entry);
    }

    /** Waits until all of it is compressed. */
    public void seal() throws IOException {
        output.drain();
    }

    List<Block> blocks() {
        return blocks;
    }

    /** In their order; offsets count from the start of this segment. */
    List<Entry> entries() {
        return entries;
    }

    /** A member that was made elsewhere: its blocks, header included. */
    void adopt(Entry entry, List<Block> made) {
        entries.add(entry);
        blocks.addAll(made);
    }
}
