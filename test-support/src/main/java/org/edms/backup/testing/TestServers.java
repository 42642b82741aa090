package org.edms.backup.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers for tests that are no JUnit extension's to start, such as those of an application under test. */
public final class TestServers implements AutoCloseable {

    private final TestDatabases databases = new TestDatabases();
    private final KafkaUnderTest kafka = KafkaUnderTest.start();
    private final List<Path> directories = new ArrayList<>();

    /** A database of its own, empty. */
    public TestDatabase database() {
        return databases.createEmpty();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A directory of its own, which goes with the servers. */
    public Path directory(String purpose) {
        Path directory = TestDirectories.create(purpose);
        directories.add(directory);
        return directory;
    }

    @Override
    public void close() {
        kafka.close();
        databases.close();
        directories.forEach(TestDirectories::delete);
    }
}
