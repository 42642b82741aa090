package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.TarLayout;
import org.edms.backup.engine.store.Sha256;

/** A member whose size is unknown until it ends. Until then its compressed content is kept in memory. */
public final class GrowingMember extends OutputStream {

    private final BlockPool pool;
    private final MessageDigest sha256 = Sha256.newDigest();
    private final List<Block> content = new ArrayList<>();
    private final BlockOutput output;
    private long bytes;

    GrowingMember(BlockPool pool) {
        this.pool = pool;
        this.output = new BlockOutput(pool, content::add);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        sha256.update(source, offset, length);
        output.write(source, offset, length);
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** Ends the content and returns it as a segment with one member. */
    public Segment seal(Entry entry) throws IOException {
        output.write(new byte[TarLayout.padding(bytes)]);
        output.drain();
        Entry written = entry.written(bytes, HexFormat.of().formatHex(sha256.digest()), 0);
        List<Block> blocks = new ArrayList<>();
        BlockOutput headerOutput = new BlockOutput(pool, blocks::add);
        new TarOutput(headerOutput).header(written);
        headerOutput.drain();
        blocks.addAll(content);
        Segment segment = new Segment(pool);
        segment.adopt(written, blocks);
        return segment;
    }
}
