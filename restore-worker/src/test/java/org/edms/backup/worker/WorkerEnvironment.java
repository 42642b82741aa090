package org.edms.backup.worker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.testing.TestDatabase;
import org.edms.backup.testing.TestServers;

/** The environment of the worker: real servers, an EDMS with documents, and a store with a package of it. */
public final class WorkerEnvironment implements QuarkusTestResourceLifecycleManager {

    private static final int DOCUMENTS = 60;

    private static WorkerEnvironment running;

    private final TestServers servers = new TestServers();
    private final TestDatabase service = servers.database();
    private final TestDatabase edms = servers.database();
    private final Path files = servers.directory("files");
    private final Path store = servers.directory("store");
    private final DemoEdms demo = new DemoEdms(edms.dataSource(), files);
    private StoredPackage stored;
    private Map<String, Long> rows;

    static WorkerEnvironment running() {
        return running;
    }

    @Override
    public Map<String, String> start() {
        running = this;
        try {
            demo.createSchema();
            demo.generate(new Size(DOCUMENTS, 7, 2_000));
            stored = backup();
            rows = demo.rowCounts();
            service.execute(databaseOfVersion01());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("Cannot create the EDMS", e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.putAll(service.asServiceDatabase());
        settings.putAll(edms.asEdms());
        settings.put("EDMS_STORAGE_STORAGE", files.resolve("storage").toString());
        settings.put("BACKUP_ROOT", store.toString());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        settings.put("edms.worker.poll", "100ms");
        settings.put("edms.worker.retry.pause", "200ms");
        return settings;
    }

    /** The service starts on the database of an earlier version, which holds a dry run of this package. */
    private String databaseOfVersion01() throws IOException {
        try (InputStream dump = WorkerEnvironment.class.getResourceAsStream("/database-0.1.sql")) {
            return new String(dump.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${package}", stored.name())
                    .replace("${sha256}", stored.sha256());
        }
    }

    private StoredPackage backup() throws IOException {
        BackupRequest request = new BackupRequest(
                BackupType.FULL,
                new BackupRequest.From(
                        Database.parse(edms.url(), null),
                        List.of(),
                        null,
                        List.of(new FileRoot("storage", files.resolve("storage"))),
                        List.of()),
                new BackupRequest.Choice(true, false, false),
                new BackupRequest.To(null, false, Compression.ZSTD, List.of(), List.of()),
                "nightly",
                "somebody",
                "test",
                2);
        return new Backup(new DirectoryStore(store), request, Clock.systemUTC(), new Meter())
                .run()
                .stored();
    }

    @Override
    public void stop() {
        servers.close();
    }

    DemoEdms demo() {
        return demo;
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

    String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /** The row count of each table in the package. */
    Map<String, Long> rows() {
        return rows;
    }

    /** The package of the original EDMS. */
    StoredPackage stored() {
        return stored;
    }
}
