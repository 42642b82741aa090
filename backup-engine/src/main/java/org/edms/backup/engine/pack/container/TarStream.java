package org.edms.backup.engine.pack.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The tar stream in a package's file, whatever it is compressed with. */
interface TarStream extends Closeable {

    /** @param position in the tar stream; going there is free in some forms and costs reading all before it in others */
    InputStream from(long position) throws IOException;

    /** Where the file itself says that the manifest starts. */
    OptionalLong manifestOffset() throws IOException;
}
