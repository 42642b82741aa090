package org.edms.backup.standalone;

import java.nio.file.Path;

/** A cache below the build directory: the next run reuses it, and a clean build deletes it. */
final class BundledCache {

    static final Path DIRECTORY = Path.of("target", "postgres").toAbsolutePath();

    private BundledCache() {}
}
