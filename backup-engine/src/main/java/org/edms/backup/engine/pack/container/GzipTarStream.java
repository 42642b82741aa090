package org.edms.backup.engine.pack.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A package as gzip members. They have no seek table, so data before a position is read and discarded. */
final class GzipTarStream implements TarStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel file;

    GzipTarStream(SeekableByteChannel file) {
        this.file = file;
    }

    @Override
    public InputStream from(long position) throws IOException {
        InputStream stream = open();
        stream.skipNBytes(position);
        return stream;
    }

    @Override
    public OptionalLong manifestOffset() {
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private InputStream open() throws IOException {
        try {
            return new GZIPInputStream(new ChannelInput(file, 0), BUFFER_BYTES);
        } catch (ZipException | EOFException e) {
            throw new BackupException(ErrorCode.PACKAGE_FORMAT_UNKNOWN, "the file is not a gzip file", e);
        }
    }
}
