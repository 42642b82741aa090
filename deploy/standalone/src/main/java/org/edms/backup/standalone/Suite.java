package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;

/**
 * The whole suite on this machine: the three services, and PostgreSQL and Kafka unless the environment names others. It listens
 * only on the loopback address.
 */
final class Suite implements AutoCloseable {

    private static final String SERVICE_DATABASE = "edms_backup";

    /** The servers and files named at the start of the suite, as properties without passwords. */
    private static final String SERVERS = "EDMS_BACKUP_SUITE_SERVERS";

    private static final String EDMS = "edms";

    /** The servers of a killed launcher may take this long to stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** Variables for the command that starts the suite. The services must not see them. */
    private static final Set<String> CALLER_VARIABLES =
            Set.of("EDMS_BACKUP_URL", "EDMS_BACKUP_TOKEN", "EDMS_BACKUP_TOKEN_FILE", "EDMS_BACKUP_JAVA_OPTS");

    /** Variables of an external EDMS, removed if the embedded one is used. */
    private static final List<String> EDMS_VARIABLES = List.of("DB_", "EDMS_STORAGE_", "PGPASSWORD");

    private static final String KAFKA_PREFIX = "KAFKA_";

    private final SuiteDirectory directory;
    private final Programs programs;
    private final Map<String, String> environment;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Service> services = new ArrayList<>();
    private final Map<String, String> servers = new LinkedHashMap<>();
    private DataDirectoryLock lock;
    private PostgresServer postgres;
    private Path adminToken;
    private volatile boolean closed;

    /**
     * @param home has a directory for each service, with its name
     * @param shortLived start faster, at the cost of speed in the long run
     */
    record Programs(Path home, boolean shortLived) {}

    /**
     * @param environment names the external servers: {@code DB_NAME}, {@code SERVICE_DB_URL}, {@code KAFKA_BOOTSTRAP_SERVERS} and the
     *     related variables. A server that it does not name is embedded
     */
    Suite(SuiteDirectory directory, Programs programs, Map<String, String> environment) {
        this.directory = directory;
        this.programs = programs;
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeAll(CALLER_VARIABLES);
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @param fresh empties the embedded EDMS and the state of the services. Otherwise an interrupted restore would continue into the
     *     new EDMS
     */
    void start(boolean fresh) throws IOException, InterruptedException {
        directory.prepare();
        lock = DataDirectoryLock.acquire(directory.root());
        register(lock);
        rememberServers();
        Files.deleteIfExists(directory.ready());
        Ports ports = new Ports(directory.ports(), STOP_TIMEOUT);
        Credentials credentials = new Credentials(directory.keys(), Clock.systemUTC());
        if (fresh) {
            deleteDirectory(directory.edmsFiles());
            deleteDirectory(directory.kafka());
        }
        if (!environment.containsKey("SERVICE_DB_URL") || !environment.containsKey("DB_NAME")) {
            startPostgres(ports.of("postgres"), credentials, fresh);
        }
        boolean ownKafka = !environment.containsKey("KAFKA_BOOTSTRAP_SERVERS");
        int kafkaPort = ownKafka ? ports.of("kafka") : 0;
        if (ownKafka) {
            environment.keySet().removeIf(name -> name.startsWith(KAFKA_PREFIX));
            environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafkaPort);
        }
        startServices(ports, credentials);
        if (ownKafka) {
            startKafka(kafkaPort);
        }
        for (Service service : services) {
            service.awaitReady();
            print(service.name(), service.url());
        }
    }

    /** Writes them before any service starts, because the next start must not silently use others. */
    private void rememberServers() throws IOException {
        String servers = environment.remove(SERVERS);
        if (servers != null) {
            AtomicFile.write(directory.servers(), servers);
        }
    }

    /** The address of backup-service. */
    String url() {
        return services.get(0).url();
    }

    /** The address and process id of each part, by its name. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>(servers);
        services.forEach(service -> parts.put(service.name(), service.url() + ", process " + service.pid()));
        return parts;
    }

    /** The file with the token of the user who started the suite. */
    Path adminToken() {
        return adminToken;
    }

    /** The URL of the EDMS database, without the password. */
    String edms() {
        return "postgresql://%s@%s:%s/%s"
                .formatted(
                        environment.getOrDefault("DB_USER", "postgres"),
                        environment.getOrDefault("DB_HOST", "localhost"),
                        environment.getOrDefault("DB_PORT", "5432"),
                        environment.get("DB_NAME"));
    }

    /** The first part that has ended by itself; empty while all parts run, and while the suite is being stopped. */
    Optional<String> endedPart() {
        Optional<String> ended = postgres != null && !postgres.isAlive()
                ? Optional.of("PostgreSQL")
                : services.stream()
                        .filter(service -> !service.isAlive())
                        .map(Service::name)
                        .findFirst();
        return closed ? Optional.empty() : ended;
    }

    private void startPostgres(int port, Credentials credentials, boolean fresh) throws IOException {
        String password = credentials.password("postgres");
        postgres = PostgresServer.start(
                PostgresBinaries.bundled(directory.programs()),
                directory.postgres(),
                port,
                password,
                Map.of("max_connections", "200"));
        register(postgres);
        directory.linkPostgresLog();
        servers.put("PostgreSQL", "127.0.0.1:%d, process %d".formatted(port, postgres.pid()));
        print("PostgreSQL", "127.0.0.1:" + port);
        Databases databases = new Databases(postgres, password);
        if (!environment.containsKey("SERVICE_DB_URL")) {
            if (fresh) {
                databases.drop(SERVICE_DATABASE);
            }
            databases.createIfMissing(SERVICE_DATABASE);
            environment.put("SERVICE_DB_URL", postgres.jdbcUrl(SERVICE_DATABASE));
            environment.put("SERVICE_DB_USER", PostgresServer.SUPERUSER);
            environment.put("SERVICE_DB_PASSWORD", password);
        }
        if (!environment.containsKey("DB_NAME")) {
            createEmbeddedEdms(databases, fresh);
        }
    }

    private static void deleteDirectory(Path directory) throws IOException {
        if (Files.exists(directory)) {
            PathUtils.deleteDirectory(directory);
        }
    }

    private void createEmbeddedEdms(Databases databases, boolean fresh) throws IOException {
        if (fresh) {
            databases.drop(EDMS);
        }
        databases.createIfMissing(EDMS);
        Path storage = Files.createDirectories(directory.edmsFiles().resolve("storage"));
        environment.keySet().removeIf(name -> EDMS_VARIABLES.stream().anyMatch(name::startsWith));
        environment.put("EDMS_STORAGE_STORAGE", storage.toString());
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(databases.server().port()));
        environment.put("DB_NAME", EDMS);
        environment.put("DB_USER", PostgresServer.SUPERUSER);
        environment.put("DB_PASSWORD", databases.password());
    }

    /** Starts Kafka in this process while the services start in theirs, because each takes seconds. */
    private void startKafka(int port) throws IOException {
        KafkaLog.redirectTo(directory.newLog("kafka"));
        KafkaServer kafka = KafkaServer.start(directory.kafka(), port);
        register(kafka);
        servers.put("Kafka", kafka.bootstrapServers() + ", in the launcher");
        print("Kafka", kafka.bootstrapServers());
    }

    private void startServices(Ports ports, Credentials credentials) throws IOException {
        environment.put("BACKUP_ROOT", directory.store().toString());
        environment.put("EDMS_JWT_PUBLIC_KEY", credentials.publicKey().toString());
        environment.put("EDMS_ACCESS_ISSUER", Credentials.ISSUER);
        environment.put("EDMS_ACCESS_AUDIENCE", Credentials.AUDIENCE);
        adminToken = credentials.token("admin");
        startService("backup-service", "768m", ports, environment);
        Map<String, String> forScheduler = new HashMap<>(environment);
        forScheduler.put("EDMS_BACKUP_URL", url());
        forScheduler.put(
                "EDMS_BACKUP_TOKEN_FILE", credentials.token("scheduler").toString());
        startService("restore-worker", "768m", ports, environment);
        startService("scheduler-service", "256m", ports, forScheduler);
    }

    private void startService(String name, String memory, Ports ports, Map<String, String> settings)
            throws IOException {
        Path jar = programs.home().resolve(name).resolve("quarkus-run.jar");
        Service.Program program = new Service.Program(name, jar, memory, programs.shortLived());
        Service service = Service.start(program, ports.of(name), directory.newLog(name), settings);
        register(service);
    }

    private static void print(String name, String where) {
        System.out.println(name + ": " + where);
    }

    /** Registers a started part. If the suite is being stopped, the part is stopped at once. */
    private synchronized void register(AutoCloseable part) throws IOException {
        parts.push(part);
        if (part instanceof Service service) {
            services.add(service);
        }
        if (closed) {
            close();
            throw new ServerStartException("Stopped before it was ready");
        }
    }

    /** An action on files. */
    @FunctionalInterface
    interface FileAction {
        void run() throws IOException;
    }

    /** Runs the action unless the suite is being stopped. */
    synchronized void runUnlessClosed(FileAction action) throws IOException {
        if (!closed) {
            action.run();
        }
    }

    /** Stops the services in parallel, then the servers in reverse order of their start. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (!parts.isEmpty()) {
            lock.markStopping();
            Files.deleteIfExists(directory.ready());
        }
        for (Service service : services) {
            service.requestStop();
        }
        services.forEach(Suite::close);
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    /** A part that cannot be stopped must not prevent others from being stopped. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("Cannot stop " + part.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
