package org.edms.backup.engine.pack;

import java.util.Arrays;
import java.util.Optional;

/** How a package is compressed: the name of its file says so. */
public enum Compression {
    ZSTD(".tar.zst") {
        @Override
        BlockCompressor newCompressor() {
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

    /** Empty where the name is not a package's. */
    public static Optional<Compression> ofFileName(String name) {
        return Arrays.stream(values())
                .filter(compression -> name.endsWith(compression.suffix))
                .findFirst();
    }

    abstract BlockCompressor newCompressor();
}
