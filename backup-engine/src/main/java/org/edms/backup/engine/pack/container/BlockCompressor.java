package org.edms.backup.engine.pack.container;

import java.io.Closeable;

/** Compresses a block so that it can be read independently. Not thread-safe. */
@FunctionalInterface
interface BlockCompressor extends Closeable {

    byte[] compress(byte[] block, int length);

    @Override
    default void close() {}
}
