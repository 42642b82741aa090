package org.edms.backup.engine.pack.container;

import java.io.Closeable;

/** Turns a block into bytes that can be read without any other block. Used by one thread at a time. */
@FunctionalInterface
interface BlockCompressor extends Closeable {

    byte[] compress(byte[] block, int length);

    @Override
    default void close() {}
}
