package org.edms.backup.service.compliance;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.edms.backup.service.edms.Edms;

/** The used and free space of the package store. */
@Singleton
public class StoreUsage {

    private final Edms edms;

    StoreUsage(Edms edms) {
        this.edms = edms;
    }

    /**
     * @param used by files in the store
     * @param free in the file system
     * @param total size of the file system
     */
    public record Usage(long used, long free, long total) {}

    public Usage now() throws IOException {
        FileStore fileStore = Files.getFileStore(edms.root());
        Sum sum = new Sum();
        Files.walkFileTree(edms.root(), sum);
        return new Usage(sum.bytes, fileStore.getUsableSpace(), fileStore.getTotalSpace());
    }

    /** Ignores files that are deleted meanwhile. */
    private static final class Sum extends SimpleFileVisitor<Path> {

        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
