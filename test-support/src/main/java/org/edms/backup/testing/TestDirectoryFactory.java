package org.edms.backup.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Creates the directories of {@code @TempDir}. A module names this class in its property {@code test.directories}. */
public final class TestDirectoryFactory implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) {
        return TestDirectories.create("files");
    }
}
