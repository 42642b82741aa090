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
 * The whole suite on this machine: PostgreSQL and Kafka, unless the environment names others, and the three services. It
 * listens on the loopback address alone.
 */
final class Suite implements AutoCloseable {

    private static final String SERVICE_DATABASE = "edms_backup";

    /** The servers and files that whoever starts the suite has named, as properties without passwords. */
    private static final String SERVERS = "EDMS_BACKUP_SUITE_SERVERS";

    private static final String EDMS = "edms";

    /** As long as the servers of a launcher that was killed may take to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of whoever starts the suite: to the services, they would say something else. */
    private static final Set<String> OF_THE_CALLER =
            Set.of("EDMS_BACKUP_URL", "EDMS_BACKUP_TOKEN", "EDMS_BACKUP_TOKEN_FILE", "EDMS_BACKUP_JAVA_OPTS");

    /** Of another EDMS than the one that comes with the suite. */
    private static final List<String> OF_AN_EDMS = List.of("DB_", "EDMS_STORAGE_", "PGPASSWORD");

    private static final String OF_ANOTHER_KAFKA = "KAFKA_";

    private final SuiteDirectory directory;
    private final Programs programs;
    private final Map<String, String> environment;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Service> services = new ArrayList<>();
    private final Map<String, String> servers = new LinkedHashMap<>();
    private DataLock lock;
    private PostgresServer postgres;
    private Path adminToken;
    private volatile boolean closed;

    /**
     * @param home holds a directory for each service, by its name
     * @param shortLived start sooner, and be slower in the long run
     */
    record Programs(Path home, boolean shortLived) {}

    /**
     * @param environment what it names need not be embedded: {@code DB_NAME}, {@code SERVICE_DB_URL} and
     *     {@code KAFKA_BOOTSTRAP_SERVERS} with what goes with them
     */
    Suite(SuiteDirectory directory, Programs programs, Map<String, String> environment) {
        this.directory = directory;
        this.programs = programs;
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeAll(OF_THE_CALLER);
    }

    /**
     * Comes back when all of it is ready.
     *
     * @param fresh empty the application that comes with the suite, and have the services forget what they were asked to do
     *     with it: a restore that was interrupted would go on, into another application
     */
    void start(boolean fresh) throws IOException, InterruptedException {
        directory.prepare();
        lock = DataLock.take(directory.root());
        keep(lock);
        rememberServers();
        Files.deleteIfExists(directory.ready());
        Ports ports = new Ports(directory.ports(), PATIENCE);
        Keys keys = new Keys(directory.keys(), Clock.systemUTC());
        if (fresh) {
            empty(directory.edmsFiles());
            empty(directory.kafka());
        }
        if (!environment.containsKey("SERVICE_DB_URL") || !environment.containsKey("DB_NAME")) {
            startPostgres(ports.of("postgres"), keys, fresh);
        }
        boolean ownKafka = !environment.containsKey("KAFKA_BOOTSTRAP_SERVERS");
        int kafkaPort = ownKafka ? ports.of("kafka") : 0;
        if (ownKafka) {
            environment.keySet().removeIf(name -> name.startsWith(OF_ANOTHER_KAFKA));
            environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafkaPort);
        }
        startServices(ports, keys);
        if (ownKafka) {
            startKafka(kafkaPort);
        }
        for (Service service : services) {
            service.awaitReady();
            tell(service.name(), service.url());
        }
    }

    /** Before any service sees them: the next start must not attach others without notice. */
    private void rememberServers() throws IOException {
        String servers = environment.remove(SERVERS);
        if (servers != null) {
            WholeFile.write(directory.servers(), servers);
        }
    }

    /** @return the address of the gateway */
    String url() {
        return services.get(0).url();
    }

    /** Where its processes are, each under its name. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>(servers);
        services.forEach(service -> parts.put(service.name(), service.url() + ", process " + service.pid()));
        return parts;
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

    /** The first that has ended by itself; nothing while all of them live, and when they are being stopped. */
    Optional<String> ended() {
        Optional<String> ended = postgres != null && !postgres.isAlive()
                ? Optional.of("PostgreSQL")
                : services.stream()
                        .filter(service -> !service.isAlive())
                        .map(Service::name)
                        .findFirst();
        return closed ? Optional.empty() : ended;
    }

    private void startPostgres(int port, Keys keys, boolean fresh) throws IOException {
        String password = keys.password("postgres");
        postgres = PostgresServer.start(
                PostgresBinaries.bundled(directory.programs()),
                directory.postgres(),
                port,
                password,
                Map.of("max_connections", "200"));
        keep(postgres);
        directory.linkPostgresLog();
        servers.put("PostgreSQL", "127.0.0.1:%d, process %d".formatted(port, postgres.pid()));
        tell("PostgreSQL", "127.0.0.1:" + port);
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
            ownEdms(databases, fresh);
        }
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            PathUtils.deleteDirectory(directory);
        }
    }

    private void ownEdms(Databases databases, boolean fresh) throws IOException {
        if (fresh) {
            databases.drop(EDMS);
        }
        databases.createIfMissing(EDMS);
        Path storage = Files.createDirectories(directory.edmsFiles().resolve("storage"));
        environment.keySet().removeIf(name -> OF_AN_EDMS.stream().anyMatch(name::startsWith));
        environment.put("EDMS_STORAGE_STORAGE", storage.toString());
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(databases.server().port()));
        environment.put("DB_NAME", EDMS);
        environment.put("DB_USER", PostgresServer.SUPERUSER);
        environment.put("DB_PASSWORD", databases.password());
    }

    /** In this process, while the services come up in theirs: each takes seconds. */
    private void startKafka(int port) throws IOException {
        KafkaLog.to(directory.newLog("kafka"));
        KafkaServer kafka = KafkaServer.start(directory.kafka(), port);
        keep(kafka);
        servers.put("Kafka", kafka.bootstrapServers() + ", in the launcher");
        tell("Kafka", kafka.bootstrapServers());
    }

    private void startServices(Ports ports, Keys keys) throws IOException {
        environment.put("BACKUP_ROOT", directory.store().toString());
        environment.put("EDMS_JWT_PUBLIC_KEY", keys.publicKey().toString());
        environment.put("EDMS_ACCESS_ISSUER", Keys.ISSUER);
        environment.put("EDMS_ACCESS_AUDIENCE", Keys.AUDIENCE);
        adminToken = keys.token("admin");
        startService("backup-service", "768m", ports, environment);
        Map<String, String> forScheduler = new HashMap<>(environment);
        forScheduler.put("EDMS_BACKUP_URL", url());
        forScheduler.put("EDMS_BACKUP_TOKEN_FILE", keys.token("scheduler").toString());
        startService("restore-worker", "768m", ports, environment);
        startService("scheduler-service", "256m", ports, forScheduler);
    }

    private void startService(String name, String memory, Ports ports, Map<String, String> settings)
            throws IOException {
        Path jar = programs.home().resolve(name).resolve("quarkus-run.jar");
        Service.Program program = new Service.Program(name, jar, memory, programs.shortLived());
        Service service = Service.start(program, ports.of(name), directory.newLog(name), settings);
        keep(service);
    }

    private static void tell(String name, String where) {
        System.out.println(name + ": " + where);
    }

    /** What starts while the suite is being stopped is stopped at once. */
    private synchronized void keep(AutoCloseable part) throws IOException {
        parts.push(part);
        if (part instanceof Service service) {
            services.add(service);
        }
        if (closed) {
            close();
            throw new ServerStartException("Stopped before it was ready");
        }
    }

    /** Something to do with files. */
    @FunctionalInterface
    interface Deed {
        void run() throws IOException;
    }

    /** Not at all, once the suite is being stopped. */
    synchronized void whileItRuns(Deed deed) throws IOException {
        if (!closed) {
            deed.run();
        }
    }

    /** Services first, all at once; then, in the order in which they need each other, the servers. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (!parts.isEmpty()) {
            lock.stopping();
            Files.deleteIfExists(directory.ready());
        }
        for (Service service : services) {
            service.askToStop();
        }
        services.forEach(Suite::close);
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
