package org.edms.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.edms.backup.standalone.PostgresBinaries;

/** A server of the PostgreSQL that Debian installs, usually another major version than the one of all tests. */
public final class InstalledPostgres implements AutoCloseable {

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

    private final TestDatabases databases;

    private InstalledPostgres(Path bin) {
        databases = new TestDatabases(PostgresUnderTest.local(new PostgresBinaries(bin), "installed in " + bin));
    }

    /** Starts the newest installed version; empty if none is installed. */
    public static Optional<InstalledPostgres> start() {
        if (!Files.isDirectory(INSTALLATIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> new InstalledPostgres(version.resolve("bin")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + INSTALLATIONS, e);
        }
    }

    /** Creates an empty database, which is dropped with the server. */
    public TestDatabase database() {
        return databases.createEmpty();
    }

    @Override
    public void close() {
        databases.close();
    }
}
