package org.edms.backup.engine.pack.container;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The compression of a package, determined by its file name. */
public enum Compression {
    ZSTD(".tar.zst") {
        @Override
        BlockCompressor newCompressor() {
            ZstdLibrary.load();
            return new ZstdBlockCompressor();
        }

        @Override
        public InputStream decompress(InputStream stored) throws IOException {
            ZstdLibrary.load();
            return new ZstdInputStream(stored).setContinuous(true);
        }

        @Override
        TarStream open(SeekableByteChannel file) throws IOException {
            return ZstdTarStream.open(file);
        }
    },
    GZIP(".tar.gz") {
        @Override
        BlockCompressor newCompressor() {
            return new GzipBlockCompressor();
        }

        @Override
        public InputStream decompress(InputStream stored) throws IOException {
            return new GZIPInputStream(stored);
        }

        @Override
        TarStream open(SeekableByteChannel file) {
            return new GzipTarStream(file);
        }
    },
    NONE(".tar") {
        @Override
        BlockCompressor newCompressor() {
            return (block, length) -> Arrays.copyOf(block, length);
        }

        @Override
        public InputStream decompress(InputStream stored) {
            return stored;
        }

        @Override
        TarStream open(SeekableByteChannel file) {
            return new PlainTarStream(file);
        }
    };

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }

    public static Compression ofFileName(String name) {
        return Arrays.stream(values())
                .filter(compression -> name.endsWith(compression.suffix))
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        ErrorCode.PACKAGE_FORMAT_UNKNOWN, name + " does not end in .tar.zst, .tar.gz or .tar"));
    }

    abstract BlockCompressor newCompressor();

    /** Decompresses the available part of a package's file. The start of the file is sufficient. */
    public abstract InputStream decompress(InputStream stored) throws IOException;

    abstract TarStream open(SeekableByteChannel file) throws IOException;
}
