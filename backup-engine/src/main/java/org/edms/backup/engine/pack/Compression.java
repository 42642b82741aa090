package org.edms.backup.engine.pack;

import java.util.Arrays;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** How a package is compressed: the name of its file says so. */
public enum Compression {
    ZSTD(".tar.zst") {
        @Override
        BlockCompressor newCompressor() {
            ZstdLibrary.load();
            return new ZstdBlockCompressor();
        }
    },
    GZIP(".tar.gz") {
        @Override
        BlockCompressor newCompressor() {
            return new GzipBlockCompressor();
        }
    },
    NONE(".tar") {
        @Override
        BlockCompressor newCompressor() {
            return (block, length) -> Arrays.copyOf(block, length);
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
                        ErrorCode.PACKAGE_FORMAT_UNKNOWN, name + " ends neither in .tar.zst nor .tar.gz nor .tar"));
    }

    abstract BlockCompressor newCompressor();
}
