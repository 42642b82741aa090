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

/** How much room the packages take, and how much there is. */
@Singleton
public class StoreUsage {

    private final Edms edms;

    StoreUsage(Edms edms) {
        this.edms = edms;
    }

    /** @param used by what lies in the store, {@code free} for more, and {@code total} of the file system */
    public record Usage(long used, long free, long total) {}

    public Usage now() throws IOException {
        FileStore fileStore = Files.getFileStore(edms.root());
        Sum sum = new Sum();
        Files.walkFileTree(edms.root(), sum);
        return new Usage(sum.bytes, fileStore.getUsableSpace(), fileStore.getTotalSpace());
    }

    /** A file that goes while we look is not there. */
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
