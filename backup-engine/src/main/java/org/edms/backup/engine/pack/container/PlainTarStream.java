package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;

/** An uncompressed package: the file is the tar stream. */
final class PlainTarStream implements TarStream {

    private final SeekableByteChannel file;

    PlainTarStream(SeekableByteChannel file) {
        this.file = file;
    }

    @Override
    public InputStream from(long position) {
        return new ChannelInput(file, position);
    }

    @Override
    public OptionalLong manifestOffset() {
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
