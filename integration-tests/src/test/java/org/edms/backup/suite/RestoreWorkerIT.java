package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.event.Topic;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.DatabaseTemplate;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.edms.backup.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a worker and its servers, a restore is carried out and reported once. */
@PostgresTest
class RestoreWorkerIT {

    private static final int DOCUMENTS = 2_000;
    private static final int KILLS = Integer.getInteger("edms.test.kills", 1);
    private static final int LATEST_KILL_MILLIS = 5000;
    private static final List<Phase> PHASES = List.of(
            Phase.WRITING,
            Phase.STAGING,
            Phase.COMMITTING,
            Phase.SAFETY_BACKUP,
            Phase.STAGING_FILES,
            Phase.MATCHING,
            Phase.VERIFYING,
            Phase.PLACING_FILES);
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    @TempDir
    static Path store;

    private static StoredPackage stored;
    private static Map<String, Long> rows;

    @TempDir
    Path directory;

    private final UuidV7 ids = new UuidV7(Clock.systemUTC());
    private final List<ServiceProcess> workers = new ArrayList<>();
    private TestServers servers;
    private TestDatabase service;
    private TestDatabase edms;

    /** The system of the package, with other ids. */
    static final class Reinitialised implements DatabaseTemplate {

        @Override
        public void fill(DataSource empty) throws SQLException {
            try {
                generate(empty).reinitialise();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeAll
    static void makePackage(TestDatabase source) throws Exception {
        rows = generate(source.dataSource()).rowCounts();
        stored = backup(new EdmsEnvironment(source.asEdms()).database().orElseThrow());
    }

    @AfterAll
    static void reportKills() {
        Campaign.report("restore workers killed", 2L * KILLS, "each restore is carried out once by another worker");
    }

    private static DemoEdms generate(DataSource database) throws IOException, SQLException {
        DemoEdms demo = new DemoEdms(database, store.resolve("files"));
        demo.createSchema();
        demo.generate(new Size(DOCUMENTS, 7, 2_000));
        return demo;
    }

    @BeforeEach
    void start(@From(Reinitialised.class) TestDatabase target) {
        servers = new TestServers();
        service = servers.database();
        edms = target;
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (ServiceProcess worker : workers) {
            worker.kill();
        }
        servers.close();
    }

    /** {@code -Dedms.test.kills=8} runs more of both. */
    static Stream<Phase> phases() {
        return IntStream.range(0, KILLS).mapToObj(i -> PHASES.get(i % PHASES.size()));
    }

    static IntStream millis() {
        return Campaign.random("kill workers").ints(KILLS, 300, LATEST_KILL_MILLIS);
    }

    @Tag("repeated")
    @ParameterizedTest
    @MethodSource("phases")
    void aRestoreOfAKilledWorkerIsCarriedOutOnceByAnother(Phase phase) throws Exception {
        // given
        ServiceProcess first = worker();
        RestoreRequest request = request(RestoreMode.MERGE);
        send(new RestoreEvent.Requested(request, true, null));

        // when
        List<RestoreEvent> events = eventsUntil(request.id(), event -> reached(event, phase));
        first.kill();
        worker();

        // then
        assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
        assertThat(events).isNotEmpty();
    }

    @Tag("long")
    @Tag("repeated")
    @ParameterizedTest
    @MethodSource("millis")
    void aRestoreIsCarriedOutOnceWheneverItsWorkerIsKilled(int millis) throws Exception {
        // given
        ServiceProcess first = worker();
        RestoreRequest request = request(RestoreMode.REPLACE);
        send(new RestoreEvent.Requested(request, true, null));
        eventsUntil(request.id(), RestoreEvent.Accepted.class::isInstance);

        // when
        TimeUnit.MILLISECONDS.sleep(millis);
        first.kill();
        worker();

        // then
        assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
    }

    @Test
    void aStoppedWorkerLeavesItsRestoreToAnother() throws Exception {
        // given
        ServiceProcess first = worker();
        RestoreRequest request = request(RestoreMode.MERGE);
        send(new RestoreEvent.Requested(request, true, null));
        eventsUntil(request.id(), event -> event instanceof RestoreEvent.Accepted);

        // when
        first.stop();
        worker();

        // then
        assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
    }

    @Test
    void twoWorkersShareTheRestores() throws Exception {
        // given
        worker();
        worker();
        List<RestoreRequest> requests = Stream.generate(() -> request(RestoreMode.MERGE, false))
                .limit(5)
                .toList();

        // when
        requests.forEach(request -> send(new RestoreEvent.Requested(request, true, null)));

        // then
        requests.forEach(request -> eventsUntilTheEnd(request.id()));
        for (RestoreRequest request : requests) {
            assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
        }
    }

    @Tag("long")
    @Test
    void eventsArriveWhenKafkaIsBack() throws Exception {
        // given
        worker();
        RestoreRequest request = request(RestoreMode.MERGE);
        send(new RestoreEvent.Requested(request, true, null));
        eventsUntil(request.id(), RestoreEvent.Accepted.class::isInstance);

        // when
        servers.stopKafka();
        TimeUnit.SECONDS.sleep(Integer.getInteger("edms.test.outage", 10));
        servers.startKafka();

        // then
        assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
    }

    @Tag("long")
    @Test
    void aWorkerRecoversFromUnreadableAnswersOfKafka() throws Exception {
        // given
        servers.stopKafka();
        try (GarbageServer garbage = GarbageServer.at(servers.bootstrapServers())) {
            ServiceProcess worker = worker(Map.of(
                    "EDMS_KAFKA_WATCH", "1s",
                    "KAFKA_REQUEST_TIMEOUT_MS", "5000",
                    "KAFKA_DELIVERY_TIMEOUT_MS", "10000"));
            garbage.awaitAnswers();
            worker.awaitLog("The consumer of restore-requests receives nothing");
        }

        // when
        servers.startKafka();
        RestoreRequest request = request(RestoreMode.MERGE);
        send(new RestoreEvent.Requested(request, true, null));

        // then
        assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
    }

    @Tag("long")
    @Test
    void aRestoreEndsWhenTheServiceDatabaseIsBack() throws Exception {
        // given
        worker();
        RestoreRequest request = request(RestoreMode.MERGE);
        send(new RestoreEvent.Requested(request, true, null));
        eventsUntil(request.id(), RestoreEvent.Accepted.class::isInstance);

        // when
        servers.stopPostgres();
        TimeUnit.SECONDS.sleep(3);
        servers.startPostgres();

        // then
        assertCarriedOutOnce(request, eventsUntilTheEnd(request.id()));
    }

    @Test
    void aWorkerWithoutSettingsNamesThemAndExits() throws Exception {
        // when
        ServiceProcess refused = ServiceProcess.start("restore-worker", "restore-worker-refused", Map.of());

        // then
        assertThat(refused.awaitEnd()).isEqualTo(2);
        assertThat(Path.of("target", "restore-worker-refused.log"))
                .content()
                .contains("BACKUP_ROOT is missing", "DB_NAME is missing", "SERVICE_DB_URL is missing")
                .contains("KAFKA_BOOTSTRAP_SERVERS is missing")
                .doesNotContain("\tat ");
    }

    private void assertCarriedOutOnce(RestoreRequest request, List<RestoreEvent> events) throws SQLException {
        assertThat(events).filteredOn(RestoreWorkerIT::ends).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(RestoreEvent.Completed.class);
        assertThat(number("select count(*) from edms_backup.applied_restore where id = '" + request.id() + "'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from documents")).isEqualTo(rows.get("documents"));
        assertThat(number("select count(*) from pg_namespace where nspname like 'edms_restore%'"))
                .isZero();
    }

    private static boolean reached(RestoreEvent event, Phase phase) {
        return ends(event)
                || (event instanceof RestoreEvent.Progressed progressed
                        && progressed.progress().phase() == phase);
    }

    private static boolean ends(RestoreEvent event) {
        return event instanceof RestoreEvent.Completed
                || event instanceof RestoreEvent.Failed
                || event instanceof RestoreEvent.RolledBack;
    }

    private ServiceProcess worker() throws IOException, InterruptedException {
        return worker(Map.of());
    }

    private ServiceProcess worker(Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(service.asServiceDatabase());
        settings.putAll(edms.asEdms());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        settings.put("BACKUP_ROOT", store.toString());
        settings.put("EDMS_STORAGE_STORAGE", directory.resolve("storage").toString());
        settings.put("EDMS_WORKER_LEASE", "5s");
        settings.putAll(more);
        ServiceProcess worker = ServiceProcess.start("restore-worker", "restore-worker-" + ids.next(), settings);
        workers.add(worker);
        worker.awaitReady();
        return worker;
    }

    private static StoredPackage backup(Database database) throws IOException {
        BackupRequest request = new BackupRequest(
                BackupType.FULL,
                new BackupRequest.From(
                        database,
                        List.of(),
                        null,
                        List.of(new FileRoot("storage", store.resolve("files/storage"))),
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

    private RestoreRequest request(RestoreMode mode) {
        return request(mode, true);
    }

    private RestoreRequest request(RestoreMode mode, boolean safetyPackage) {
        RestoreOptions options =
                RestoreOptions.builder().mode(mode).safetyBackup(safetyPackage).build();
        return new RestoreRequest(new RestoreJobId(ids.next()), stored.name(), stored.sha256(), options, "somebody");
    }

    private void send(EventData data) {
        Event event = Event.of(
                ids.next().toString(), URI.create("/test"), Clock.systemUTC().instant(), null, data);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(data.topic().topicName(), data.key(), event.toJson()))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot send the event", e);
        }
    }

    private List<RestoreEvent> eventsUntilTheEnd(RestoreJobId id) {
        return eventsUntil(id, RestoreWorkerIT::ends);
    }

    /** The events of a restore, without duplicates, up to one that matches. */
    private List<RestoreEvent> eventsUntil(RestoreJobId id, Predicate<RestoreEvent> last) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", servers.bootstrapServers());
        settings.put("group.id", ids.next().toString());
        settings.put("auto.offset.reset", "earliest");
        Map<String, RestoreEvent> events = new LinkedHashMap<>();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.RESTORE_EVENTS.topicName()));
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                    Event event = Event.parse(record.value());
                    if (id.toString().equals(record.key())) {
                        events.put(event.id(), (RestoreEvent) event.data());
                    }
                    if (id.toString().equals(record.key()) && last.test((RestoreEvent) event.data())) {
                        return List.copyOf(events.values());
                    }
                }
            }
        }
        throw new AssertionError("No such event in time; events: " + events.values());
    }

    private long number(String query) throws SQLException {
        try (Connection connection = edms.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
