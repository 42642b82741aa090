package org.edms.backup.worker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.Phase;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.event.Topic;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.testing.CapturedLog;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(WorkerEnvironment.class)
class RestoreByEventTest {

    private final WorkerEnvironment environment = WorkerEnvironment.running();
    private final Topics topics;
    private final UuidV7 ids;

    RestoreByEventTest(Topics topics, UuidV7 ids) {
        this.topics = topics;
        this.ids = ids;
    }

    @Test
    void aRequestedRestoreCompletesAndIsReported() throws Exception {
        // given
        environment.demo().reinitialise();
        RestoreRequest request = request(RestoreMode.REPLACE, false);

        // when
        topics.send(new RestoreEvent.Requested(request, true, null));

        // then
        List<RestoreEvent> events = topics.untilTheEnd(request.id());
        assertThat(events.get(0))
                .isInstanceOfSatisfying(
                        RestoreEvent.Accepted.class,
                        first -> assertThat(first.attempt()).isEqualTo(1));
        RestoreReport report = completed(events);
        assertThat(report.committed()).isTrue();
        assertThat(report.addsUp()).isTrue();
        assertThat(environment.demo().rowCounts()).isEqualTo(environment.rows());
    }

    @Test
    void aRepeatedMessageIsProcessedOnce() throws Exception {
        // given
        RestoreRequest request = request(RestoreMode.MERGE, false);
        Event event = topics.eventOf(new RestoreEvent.Requested(request, true, null));
        Event other = topics.eventOf(new RestoreEvent.Requested(request, true, null));
        RestoreRequest later = request(RestoreMode.MERGE, true);

        // when
        for (Event each : List.of(event, event, other)) {
            topics.send(Topic.RESTORE_REQUESTS.topicName(), request.id().toString(), each.toJson());
        }
        topics.untilTheEnd(request.id());
        topics.send(new RestoreEvent.Requested(later, true, null));

        // then
        topics.untilTheEnd(later.id());
        List<RestoreEvent> all = topics.soFar(request.id());
        assertThat(all).filteredOn(Topics::ends).hasSize(1);
        assertThat(all).filteredOn(RestoreEvent.Accepted.class::isInstance).hasSize(1);
        assertThat(number(
                        environment.edms(),
                        "select count(*) from edms_backup.applied_restore where id = '" + request.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void anUnreadableMessageGoesToTheDeadLetterTopicAndBlocksNothing() {
        // given
        RestoreRequest request = request(RestoreMode.MERGE, true);

        // when
        topics.send(Topic.RESTORE_REQUESTS.topicName(), request.id().toString(), "no event at all");
        topics.send(new RestoreEvent.Requested(request, true, null));

        // then
        topics.untilTheEnd(request.id());
        List<ConsumerRecord<String, String>> dead = topics.read(
                Topic.RESTORE_REQUESTS.deadLetterName(),
                record -> request.id().toString().equals(record.key()));
        ConsumerRecord<String, String> last = dead.get(dead.size() - 1);
        assertThat(last.value()).isEqualTo("no event at all");
        assertThat(new String(last.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                .contains("MESSAGE_UNREADABLE");
    }

    @Test
    void aPackageThatDiffersFromTheRequestedOneIsNotRestored() {
        // given
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(ids.next()),
                environment.stored().name(),
                "0".repeat(64),
                RestoreOptions.defaults(),
                "me");

        // when
        topics.send(new RestoreEvent.Requested(request, true, null));

        // then
        List<RestoreEvent> events = topics.untilTheEnd(request.id());
        assertThat(failed(events)).isEqualTo(ErrorCode.PACKAGE_CORRUPT);
        assertThat(reportOfFailure(events).failure().code()).isEqualTo(ErrorCode.PACKAGE_CORRUPT);
    }

    @Test
    void aLegacyPackageThatCannotBeConvertedHasAReport(@TempDir Path directory) throws Exception {
        // given
        String name = "edms_migration_package_1.tar";
        Path records = Files.createDirectories(directory.resolve("database")).resolve("database_backup.json");
        Files.writeString(records, "[{\"model\": \"reports.report\", \"pk\": 1, \"fields\": {}}]");
        Path file = environment.store().resolve(name);
        Process tar = new ProcessBuilder("tar", "-C", directory.toString(), "-cf", file.toString(), "./")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(ids.next()),
                name,
                new DirectoryStore(environment.store()).digest(name),
                RestoreOptions.defaults(),
                "me");

        // when
        topics.send(new RestoreEvent.Requested(request, true, null));

        // then
        List<RestoreEvent> events = topics.untilTheEnd(request.id());
        assertThat(failed(events)).isEqualTo(ErrorCode.MODEL_INVALID);
        RestoreReport report = reportOfFailure(events);
        assertThat(report.request()).isEqualTo(request);
        assertThat(report.committed()).isFalse();
        assertThat(report.source()).isNull();
        assertThat(report.failure().code()).isEqualTo(ErrorCode.MODEL_INVALID);
        assertThat(report.failure().detail()).contains(name, "reports.report");
    }

    @Test
    void anUnconfirmedRestoreChangesNothing() {
        // given
        RestoreRequest request = request(RestoreMode.MERGE, false);

        // when
        topics.send(new RestoreEvent.Requested(request, false, null));

        // then
        assertThat(failed(topics.untilTheEnd(request.id()))).isEqualTo(ErrorCode.CONFIRMATION_MISSING);
    }

    @Test
    void aRequestedUndoRevertsARestore() throws Exception {
        // given
        environment.edms().execute("create table if not exists public.notes (note text)");
        RestoreRequest request = request(RestoreMode.REPLACE, false);
        CapturedLog log = new CapturedLog("org.edms.backup.worker");
        topics.send(new RestoreEvent.Requested(request, true, null));
        topics.untilTheEnd(request.id());
        RestoreRequest undo = request(RestoreMode.REPLACE, false);
        assertThat(number(environment.edms(), "select count(*) from pg_tables where tablename = 'notes'"))
                .isZero();

        // when
        topics.send(new RestoreEvent.Requested(undo, true, request.id()));

        // then
        assertThat(completed(topics.untilTheEnd(undo.id())).committed()).isTrue();
        assertThat(number(environment.edms(), "select count(*) from pg_tables where tablename = 'notes'"))
                .isEqualTo(1);
        untilLogged(log, "job=" + undo.id());
        assertThat(log.lines("job=" + request.id()))
                .singleElement()
                .asString()
                .matches("INFO Restore completed: .* mode=REPLACE rows=\\d+ bytes=\\d+ seconds=\\d+\\.\\d"
                        + " warnings=\\d+");
        assertThat(log.lines("job=" + undo.id()))
                .singleElement()
                .asString()
                .matches("INFO Undo completed: .* undoes=" + request.id() + " rows=.* seconds=\\d+\\.\\d .*");
        log.close();
    }

    /** The line is logged after the event is sent. */
    private static void untilLogged(CapturedLog log, String text) {
        await().atMost(5, TimeUnit.SECONDS).until(() -> !log.lines(text).isEmpty());
    }

    @Test
    void aRestoreWaitsForAnotherIntoTheSameTarget() throws Exception {
        // given
        RestoreRequest request = request(RestoreMode.MERGE, true);
        try (Connection other = environment.edms().connect()) {
            lockTarget(other);
            topics.send(new RestoreEvent.Requested(request, true, null));
            topics.until(request.id(), RestoreByEventTest::waits);
        }

        // when
        List<RestoreEvent> events = topics.untilTheEnd(request.id());

        // then
        assertThat(completed(events).failure()).isNull();
        assertThat(events).filteredOn(RestoreEvent.Accepted.class::isInstance).hasSize(1);
    }

    @Test
    void aCancelledRestoreReportsWhoCancelledIt() throws Exception {
        // given
        RestoreRequest running = request(RestoreMode.MERGE, true);
        RestoreRequest waiting = request(RestoreMode.MERGE, true);
        try (Connection other = environment.edms().connect();
                CapturedLog log = new CapturedLog("org.edms.backup")) {
            lockTarget(other);
            topics.send(new RestoreEvent.Requested(running, true, null));
            topics.until(running.id(), RestoreByEventTest::waits);
            topics.send(new RestoreEvent.Requested(waiting, true, null));

            // when
            topics.send(new RestoreEvent.CancelRequested(waiting.id(), "one"));
            topics.send(new RestoreEvent.CancelRequested(running.id(), "other"));

            // then
            assertThat(last(topics.untilTheEnd(waiting.id())))
                    .isEqualTo(new RestoreEvent.Failed(waiting.id(), new Failure(ErrorCode.CANCELLED, "one")));
            assertThat(last(topics.untilTheEnd(running.id())))
                    .isEqualTo(new RestoreEvent.Failed(running.id(), new Failure(ErrorCode.CANCELLED, "other")));
            untilLogged(log, "job=" + running.id());
            assertThat(log.lines("job=" + running.id()))
                    .singleElement()
                    .asString()
                    .matches("INFO Restore not carried out: .* dry-run seconds=\\d+\\.\\d .*");
            assertThat(log.lines("ERROR")).isEmpty();
            assertThat(log.traces()).isEmpty();
        }
    }

    @Test
    void readinessAndMetricsNeedNoTokenAndRevealNoIds() {
        given().get("/q/health/ready").then().statusCode(200).body(containsString("target database"));
        given().get("/q/health/live").then().statusCode(200).body(not(containsString("database")));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("edms_backup_restore_worker_waiting"))
                .body(not(containsString(environment.stored().name())));
    }

    private static boolean waits(RestoreEvent event) {
        return event instanceof RestoreEvent.Progressed progressed
                && progressed.progress().phase() == Phase.WAITING_FOR_TARGET;
    }

    /** Takes the lock of another restore. */
    private static void lockTarget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('edms-backup restore', 0))");
        }
    }

    private static RestoreEvent last(List<RestoreEvent> events) {
        return events.get(events.size() - 1);
    }

    private RestoreRequest request(RestoreMode mode, boolean dryRun) {
        StoredPackage stored = environment.stored();
        RestoreOptions options = RestoreOptions.builder()
                .mode(mode)
                .dryRun(dryRun)
                .safetyBackup(false)
                .build();
        return new RestoreRequest(new RestoreJobId(ids.next()), stored.name(), stored.sha256(), options, "somebody");
    }

    private static RestoreReport completed(List<RestoreEvent> events) {
        assertThat(events.get(events.size() - 1)).isInstanceOf(RestoreEvent.Completed.class);
        return ((RestoreEvent.Completed) events.get(events.size() - 1)).report();
    }

    private static RestoreReport reportOfFailure(List<RestoreEvent> events) {
        RestoreReport report = ((RestoreEvent.Failed) last(events)).report();
        assertThat(report).isNotNull();
        return report;
    }

    private static ErrorCode failed(List<RestoreEvent> events) {
        assertThat(events.get(events.size() - 1)).isInstanceOf(RestoreEvent.Failed.class);
        return ((RestoreEvent.Failed) events.get(events.size() - 1)).failure().code();
    }

    private static long number(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
