package org.edms.backup.standalone;

import java.nio.file.Path;

/** Unpacked below the build directory: the next run finds it, and a clean build takes it away. */
final class BundledCache {

    static final Path DIRECTORY = Path.of("target", "postgres").toAbsolutePath();

    private BundledCache() {}
}
