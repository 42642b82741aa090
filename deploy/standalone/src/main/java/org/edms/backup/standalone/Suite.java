package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;

/**
 * The whole suite on this machine: PostgreSQL and Kafka, unless the environment names others, and the three services. It
 * listens on the loopback address alone.
 */
final class Suite implements AutoCloseable {

    private static final String SERVICE_DATABASE = "edms_backup";
    private static final String EDMS = "edms";

    /** The services take this before {@code DB_PASSWORD}. */
    private static final String OF_ANOTHER_SERVER = "PGPASSWORD";

    /** Of whoever starts the suite: to the services, they would say something else. */
    private static final Set<String> OF_THE_CALLER =
            Set.of("EDMS_BACKUP_URL", "EDMS_BACKUP_TOKEN", "EDMS_BACKUP_TOKEN_FILE", "EDMS_BACKUP_JAVA_OPTS");

    private final SuiteDirectory directory;
    private final Path programs;
    private final Map<String, String> environment;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Service> services = new ArrayList<>();
    private Path adminToken;
    private volatile boolean closed;

    /**
     * @param programs holds a directory for each service, by its name
     * @param environment what it names need not be embedded: {@code DB_NAME}, {@code SERVICE_DB_URL} and
     *     {@code KAFKA_BOOTSTRAP_SERVERS} with what goes with them
     */
    Suite(SuiteDirectory directory, Path programs, Map<String, String> environment) {
        this.directory = directory;
        this.programs = programs;
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeAll(OF_THE_CALLER);
    }

    /**
     * Comes back when all of it is ready.
     *
     * @param freshEdms empty the application that comes with the suite
     */
    void start(boolean freshEdms) throws IOException, InterruptedException {
        directory.prepare();
        keep(DataLock.take(directory.root()));
        Files.deleteIfExists(directory.ready());
        Ports ports = new Ports(directory.ports());
        Keys keys = new Keys(directory.keys(), Clock.systemUTC());
        if (!environment.containsKey("SERVICE_DB_URL") || !environment.containsKey("DB_NAME")) {
            startPostgres(ports.of("postgres"), keys, freshEdms);
        }
        if (!environment.containsKey("KAFKA_BOOTSTRAP_SERVERS")) {
            KafkaServer kafka = KafkaServer.start(directory.kafka(), ports.of("kafka"));
            keep(kafka);
            environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            tell("Kafka: " + kafka.bootstrapServers());
        }
        startServices(ports, keys);
    }

    /** @return the address of the gateway */
    String url() {
        return services.get(0).url();
    }

    /** The file with the token of whoever started the suite. */
    Path adminToken() {
        return adminToken;
    }

    /** The address of the EDMS's database, and who signs in there. */
    String edms() {
        return "postgresql://%s@%s:%s/%s"
                .formatted(
                        environment.getOrDefault("DB_USER", "postgres"),
                        environment.getOrDefault("DB_HOST", "localhost"),
                        environment.getOrDefault("DB_PORT", "5432"),
                        environment.get("DB_NAME"));
    }

    /** The first of the services that has ended by itself; null while all of them live, and when they are being stopped. */
    Service ended() {
        return services.stream()
                .filter(service -> !service.isAlive() && !closed)
                .findFirst()
                .orElse(null);
    }

    private void startPostgres(int port, Keys keys, boolean freshEdms) throws IOException {
        String password = keys.password("postgres");
        PostgresServer postgres = PostgresServer.start(
                PostgresBinaries.bundled(directory.programs()),
                directory.postgres(),
                port,
                password,
                Map.of("max_connections", "200"));
        keep(postgres);
        directory.linkPostgresLog();
        tell("PostgreSQL: 127.0.0.1:" + port);
        Databases databases = new Databases(postgres, password);
        if (!environment.containsKey("SERVICE_DB_URL")) {
            databases.createIfMissing(SERVICE_DATABASE);
            environment.put("SERVICE_DB_URL", postgres.jdbcUrl(SERVICE_DATABASE));
            environment.put("SERVICE_DB_USER", PostgresServer.SUPERUSER);
            environment.put("SERVICE_DB_PASSWORD", password);
        }
        if (!environment.containsKey("DB_NAME")) {
            ownEdms(databases, freshEdms);
        }
    }

    private void ownEdms(Databases databases, boolean fresh) throws IOException {
        if (fresh) {
            databases.drop(EDMS);
            if (Files.exists(directory.edmsFiles())) {
                PathUtils.deleteDirectory(directory.edmsFiles());
            }
        }
        databases.createIfMissing(EDMS);
        Path storage = Files.createDirectories(directory.edmsFiles().resolve("storage"));
        environment.keySet().removeIf(name -> name.startsWith("EDMS_STORAGE_"));
        environment.put("EDMS_STORAGE_STORAGE", storage.toString());
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(databases.server().port()));
        environment.put("DB_NAME", EDMS);
        environment.put("DB_USER", PostgresServer.SUPERUSER);
        environment.put("DB_PASSWORD", databases.password());
        environment.remove(OF_ANOTHER_SERVER);
    }

    /** All at once, since each takes seconds to come up. */
    private void startServices(Ports ports, Keys keys) throws IOException, InterruptedException {
        environment.put("BACKUP_ROOT", directory.store().toString());
        environment.put("EDMS_JWT_PUBLIC_KEY", keys.publicKey().toString());
        adminToken = keys.token("admin");
        startService("backup-service", "768m", ports, environment);
        Map<String, String> forScheduler = new HashMap<>(environment);
        forScheduler.put("EDMS_BACKUP_URL", url());
        forScheduler.put("EDMS_BACKUP_TOKEN_FILE", keys.token("scheduler").toString());
        startService("restore-worker", "768m", ports, environment);
        startService("scheduler-service", "256m", ports, forScheduler);
        for (Service service : services) {
            service.awaitReady();
            tell(service.name() + ": " + service.url());
        }
    }

    private void startService(String name, String memory, Ports ports, Map<String, String> settings)
            throws IOException {
        Path jar = programs.resolve(name).resolve("quarkus-run.jar");
        Service service =
                Service.start(new Service.Program(name, jar, memory), ports.of(name), directory.newLog(name), settings);
        keep(service);
        services.add(service);
    }

    private static void tell(String line) {
        System.out.println(line);
    }

    /** What starts while the suite is being stopped is stopped at once. */
    private synchronized void keep(AutoCloseable part) throws IOException {
        parts.push(part);
        if (closed) {
            close();
            throw new ServerStartException("Stopped before it was ready");
        }
    }

    /** Services first, all at once; then, in the order in which they need each other, the servers. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (!parts.isEmpty()) {
            Files.deleteIfExists(directory.ready());
        }
        for (AutoCloseable part : parts) {
            if (part instanceof Service service) {
                service.askToStop();
            }
        }
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    /** What cannot be stopped keeps nothing else from being stopped. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("Cannot stop " + part.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
