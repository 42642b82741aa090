package org.edms.backup.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.testing.TestDatabase;
import org.edms.backup.testing.TestServers;
import org.edms.backup.testing.Tokens;

/** What the service needs around it: real servers, an EDMS with documents, a store, keys for tokens. */
public final class Suite implements QuarkusTestResourceLifecycleManager {

    private static final int DOCUMENTS = 60;

    private static Suite running;

    private final TestServers servers = new TestServers();
    private final TestDatabase service = servers.database();
    private final TestDatabase edms = servers.database();
    private final Path files = servers.directory("files");
    private final Path store = servers.directory("store");
    private final Path keys = servers.directory("keys");

    static Suite running() {
        return running;
    }

    @Override
    public Map<String, String> start() {
        running = this;
        try {
            DemoEdms demo = new DemoEdms(edms.dataSource(), files);
            demo.createSchema();
            demo.generate(new Size(DOCUMENTS, 7, 2_000));
            Files.writeString(keys.resolve("public.pem"), Tokens.publicKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.putAll(service.asServiceDatabase());
        settings.putAll(edms.asEdms());
        settings.put("EDMS_STORAGE_STORAGE", files.resolve("storage").toString());
        settings.put("BACKUP_ROOT", store.toString());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        settings.put("EDMS_JWT_PUBLIC_KEY", keys.resolve("public.pem").toUri().toString());
        settings.put("edms.access.issuer", Tokens.ISSUER);
        settings.put("edms.access.audience", Tokens.AUDIENCE);
        return settings;
    }

    @Override
    public void stop() {
        servers.close();
    }

    /** The EDMS's database. */
    public TestDatabase edms() {
        return edms;
    }

    /** The service's own database. */
    public TestDatabase service() {
        return service;
    }

    /** Executes statements in the schema of the service. */
    static void sql(String statements) {
        try {
            running.service.execute("set search_path = backup; " + statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of a query in the schema of the service. */
    static List<String> query(String query) {
        List<String> values = new ArrayList<>();
        try (Connection connection = running.service.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = backup");
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    public Path store() {
        return store;
    }

    public String bootstrapServers() {
        return servers.bootstrapServers();
    }
}
