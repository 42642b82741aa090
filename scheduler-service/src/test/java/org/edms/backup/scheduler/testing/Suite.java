package org.edms.backup.scheduler.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.edms.backup.testing.TestDatabase;
import org.edms.backup.testing.TestServers;
import org.edms.backup.testing.Tokens;

/** The environment of the service: real servers, and fakes of its receivers and of backup-service. */
public final class Suite implements QuarkusTestResourceLifecycleManager {

    public static final String SECRET = "Bearer of news";

    private static Suite running;

    private final TestServers servers = new TestServers();
    private final TestDatabase database = servers.database();
    private final Path files = servers.directory("scheduler");
    private final FakeIssuer issuer = FakeIssuer.start();
    private final FakeBackupService backupService = FakeBackupService.start();
    private final FakeWebhook webhook = FakeWebhook.start();
    private final FakeSmtp smtp = FakeSmtp.start();

    public static Suite running() {
        return running;
    }

    @Override
    public Map<String, String> start() {
        running = this;
        execute(dump());
        useToken("first");
        write("secret", SECRET + "\n");
        Map<String, String> settings = new HashMap<>();
        settings.putAll(database.asServiceDatabase());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        settings.put("EDMS_JWT_PUBLIC_KEY", issuer.keys());
        settings.put("edms.access.issuer", Tokens.ISSUER);
        settings.put("edms.access.audience", Tokens.AUDIENCE);
        settings.put("EDMS_BACKUP_URL", "http://127.0.0.1:" + backupService.port());
        settings.put("edms.scheduler.token-file", files.resolve("token").toString());
        settings.put("edms.scheduler.mail.to", "night@example.org,day@example.org");
        settings.put("edms.scheduler.webhook.url", "http://127.0.0.1:" + webhook.port() + "/alerts");
        settings.put(
                "edms.scheduler.webhook.secret-file", files.resolve("secret").toString());
        settings.put("edms.scheduler.webhook.timeout", "2s");
        settings.put("edms.scheduler.tick", "1s");
        settings.put("edms.scheduler.watch.every", "1s");
        settings.put("quarkus.mailer.from", "backup@example.org");
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", String.valueOf(smtp.port()));
        settings.put("quarkus.scheduler.start-mode", "halted");
        return settings;
    }

    /** The database of version 0.1 on which the service starts. */
    private static String dump() {
        try (InputStream dump = Suite.class.getResourceAsStream("/database-0.1.sql")) {
            return new String(dump.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inserts again the incidents and deliveries of version 0.1, which {@link #reset} deletes. */
    public void insertRowsOfVersion01() {
        dump().lines()
                .filter(line -> line.matches("insert into scheduler\\.(contact|incident|delivery) .*"))
                .forEach(this::execute);
    }

    private void execute(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Restores the state after a start: no schedules, no incidents, no alerts. */
    public void reset() {
        useToken("first");
        backupService.reset();
        webhook.reset();
        smtp.reset();
        execute("truncate scheduler.incident, scheduler.delivery, scheduler.contact");
    }

    @Override
    public void stop() {
        issuer.close();
        backupService.close();
        webhook.close();
        smtp.close();
        servers.close();
    }

    public void useToken(String token) {
        write("token", token + "\n");
    }

    public FakeBackupService backupService() {
        return backupService;
    }

    public FakeWebhook webhook() {
        return webhook;
    }

    public FakeSmtp smtp() {
        return smtp;
    }

    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    private void write(String name, String content) {
        try {
            Files.writeString(files.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
