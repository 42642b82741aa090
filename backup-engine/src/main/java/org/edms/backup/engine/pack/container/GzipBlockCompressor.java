package org.edms.backup.engine.pack.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses a block to a gzip member. {@code gzip -d} reads a sequence of gzip members as one file. */
final class GzipBlockCompressor implements BlockCompressor {

    @Override
    public byte[] compress(byte[] block, int length) {
        ByteArrayOutputStream member = new ByteArrayOutputStream(length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(block, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException("An array does not fail", e);
        }
        return member.toByteArray();
    }
}
