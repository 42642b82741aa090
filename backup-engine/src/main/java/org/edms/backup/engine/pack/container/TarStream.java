package org.edms.backup.engine.pack.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The tar stream in the file of a package, independent of the compression. */
interface TarStream extends Closeable {

    /** @param position a position in the tar stream. Some formats seek directly; others must read all data before it */
    InputStream from(long position) throws IOException;

    /** Returns the offset of the manifest if the file records it. */
    OptionalLong manifestOffset() throws IOException;
}
