package org.edms.backup.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.testing.TestDatabase;
import org.edms.backup.testing.TestServers;
import org.edms.backup.testing.Tokens;

/** The environment of the suite: servers, an EDMS with documents and files, a package store, and a token issuer. */
final class TestEnvironment implements AutoCloseable {

    private static final int MEAN_FILE_SIZE = 2_000;

    private final TestServers servers = new TestServers();
    private final TestDatabase service = servers.database();
    private final TestDatabase edms = servers.database();
    private final Path files = servers.directory("files");
    private final Path store = servers.directory("store");
    private final Path keys = servers.directory("keys");

    TestEnvironment(int documents) throws IOException, SQLException {
        DemoEdms demo = new DemoEdms(edms.dataSource(), files);
        demo.createSchema();
        demo.generate(new Size(documents, 7, MEAN_FILE_SIZE));
        Files.writeString(keys.resolve("public.pem"), Tokens.publicKey());
        Files.writeString(keys.resolve("scheduler.token"), Tokens.of("scheduler", "backup-admin"));
    }

    /** Gives the EDMS new ids and UUIDs, and deletes its documents. */
    void reinitialise() throws SQLException {
        new DemoEdms(edms.dataSource(), files).reinitialise();
    }

    /** The environment variables of a service. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(service.asServiceDatabase());
        settings.putAll(edms.asEdms());
        settings.put("EDMS_STORAGE_STORAGE", files.resolve("storage").toString());
        settings.put("BACKUP_ROOT", store.toString());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        settings.put("EDMS_JWT_PUBLIC_KEY", keys.resolve("public.pem").toString());
        settings.put("EDMS_ACCESS_ISSUER", Tokens.ISSUER);
        settings.put("EDMS_ACCESS_AUDIENCE", Tokens.AUDIENCE);
        return settings;
    }

    /** The environment variables of a scheduler that calls the given backup-service. */
    Map<String, String> schedulerSettings(ServiceProcess backupService) {
        Map<String, String> settings = settings();
        settings.put("EDMS_BACKUP_URL", backupService.base().toString());
        settings.put("EDMS_BACKUP_TOKEN_FILE", keys.resolve("scheduler.token").toString());
        settings.put("EDMS_SCHEDULER_TICK", "1s");
        return settings;
    }

    String admin() {
        return Tokens.of("anna", "backup-admin");
    }

    String viewer(String name) {
        return Tokens.of(name, "backup-viewer");
    }

    TestDatabase edms() {
        return edms;
    }

    TestDatabase service() {
        return service;
    }

    Path store() {
        return store;
    }

    TestServers servers() {
        return servers;
    }

    String bootstrapServers() {
        return servers.bootstrapServers();
    }

    @Override
    public void close() {
        servers.close();
    }
}
