package org.edms.backup.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.edms.backup.testing.TestDatabase;
import org.edms.backup.testing.TestServers;

/** Starts the service on a database that version 0.1 left. */
public final class DatabaseOfVersion01 implements QuarkusTestResourceLifecycleManager {

    static final String DUMP = "/database-0.1.sql";

    private final TestServers servers = new TestServers();

    /** After {@link Suite}, whose empty database it replaces. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        TestDatabase database = servers.database();
        try (InputStream dump = DatabaseOfVersion01.class.getResourceAsStream(DUMP)) {
            database.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database.asServiceDatabase();
    }

    @Override
    public void stop() {
        servers.close();
    }
}
