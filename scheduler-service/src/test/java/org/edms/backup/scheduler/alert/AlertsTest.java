package org.edms.backup.scheduler.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.testing.Samples;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.testing.Tokens;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class AlertsTest {

    private final Suite suite = Suite.running();

    @Inject
    Incidents incidents;

    @Inject
    Session session;

    @Inject
    AlertSettings settings;

    @All
    @Inject
    List<Channel> channels;

    @BeforeEach
    void reset() {
        suite.reset();
    }

    @Test
    void anAlertAndItsAllClearAreSentOnceOnEveryChannel() {
        // when
        raise("nightly");
        raise("nightly");
        replica().run();
        clear();
        clear();
        replica().run();
        replica().run();

        // then
        assertThat(kindsTaken()).containsExactly(AlertEvent.Raised.class, AlertEvent.Cleared.class);
        assertThat(suite.webhook().secrets()).containsOnly(Suite.SECRET);
        assertThat(suite.smtp().mails()).hasSize(2);
    }

    @Test
    void aMailDescribesTheProblemAndItsResolution() {
        // when
        raise("nightly");
        clear();
        replica().run();

        // then
        assertThat(suite.smtp().mails().get(0))
                .contains("MAIL FROM:<backup@example.org>")
                .contains("RCPT TO:<night@example.org>")
                .contains("RCPT TO:<day@example.org>")
                .contains("Subject: [EDMS backup] CRITICAL Backup overdue: nightly")
                .contains("Message-ID: <" + suite.webhook().taken().get(0).id() + "@edms-backup>")
                .contains("no good backup yet");
        assertThat(suite.smtp().mails().get(1))
                .contains("Subject: [EDMS backup] ALL CLEAR Backup overdue: nightly")
                .contains("a good backup");
    }

    @Test
    void kafkaReceivesTheSameEventsInOrder() {
        // when
        raise("sent to kafka");
        clear();
        replica().run();

        // then
        List<ConsumerRecord<String, String>> received = consume("sent to kafka", 2);
        assertThat(received)
                .extracting(message -> Event.parse(message.value()).id())
                .isEqualTo(suite.webhook().taken().stream().map(Event::id).toList());
        assertThat(received)
                .extracting(ConsumerRecord::key)
                .doesNotContainNull()
                .containsOnly(received.get(0).key());
    }

    @Test
    void aRecurringIncidentIsReportedAgain() {
        // when
        raise("nightly");
        clear();
        raise("nightly");
        replica().run();

        // then
        assertThat(suite.webhook().taken()).hasSize(3);
        assertThat(incidents.latest(10)).hasSize(2);
    }

    @Test
    void aFailedChannelIsRetriedAndDelaysNoOther() {
        // given
        suite.webhook().answer(500);
        suite.smtp().reject(true);

        // when
        raise("nightly");
        replica().run();
        suite.smtp().reject(false);
        makeReady("mail");
        replica().run();

        // then
        assertThat(suite.smtp().mails()).hasSize(1);
        assertThat(suite.webhook().taken()).isEmpty();
        assertThat(failure("webhook")).contains("webhook: HTTP 500");
        assertThat(failure("mail")).isEmpty();

        // when
        suite.webhook().answer(204);
        replica().run();

        // then: it waits
        assertThat(suite.webhook().taken()).isEmpty();

        // when
        makeReady("webhook");
        replica().run();

        // then
        assertThat(suite.webhook().taken()).hasSize(1);
    }

    @Test
    void anAllClearWaitsForItsAlert() {
        // given
        suite.webhook().answer(500);
        raise("nightly");
        replica().run();
        clear();
        suite.webhook().answer(204);

        // when
        replica().run();

        // then
        assertThat(suite.webhook().taken()).isEmpty();

        // when
        makeReady("webhook");
        replica().run();

        // then
        assertThat(kindsTaken()).containsExactly(AlertEvent.Raised.class, AlertEvent.Cleared.class);
    }

    @Test
    void concurrentReplicasReportAnIncidentOnce() {
        // given
        List<CompletableFuture<Void>> work = new ArrayList<>();

        // when
        for (int i = 0; i < 4; i++) {
            work.add(CompletableFuture.runAsync(() -> {
                Stream.of("one", "two", "three", "four", "five").forEach(this::raise);
                replica().run();
            }));
        }
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).join();
        replica().run();

        // then
        assertThat(suite.webhook().taken()).hasSize(5).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(suite.smtp().mails()).hasSize(5);
    }

    @Test
    void pausesDoubleUpToTheLimit() {
        assertThat(Stream.of(0, 1, 2, 50).map(replica()::pauseAfter))
                .containsExactly(
                        Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofHours(1));
    }

    @Test
    void oldClearedIncidentsAreDeletedAndOpenOnesKept() {
        // given
        raise("over");
        clear();
        raise("lasting");
        execute("update incident set raised_at = now() - interval '91 days', "
                + "cleared_at = cleared_at - interval '10 years'");

        // when
        replica().deleteOld();

        // then
        assertThat(incidents.latest(10)).extracting(Incident::subject).containsExactly("lasting");
    }

    @Test
    void openIncidentsCanBeListedAlone() {
        // given
        raise("over");
        clear();
        raise("lasting");

        // then
        given().auth()
                .oauth2(Tokens.viewer())
                .get("/api/v1/scheduler/incidents/?open=true")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].subject", equalTo("lasting"))
                .body("[0].kind", equalTo("BACKUP_OVERDUE"));
        given().auth()
                .oauth2(Tokens.viewer())
                .get("/api/v1/scheduler/incidents")
                .then()
                .body("", hasSize(2));
    }

    private void raise(String subject) {
        DetectedProblem problem =
                new DetectedProblem(subject, HealthStatus.CRITICAL, "There is no good backup yet.", Samples.NOON);
        incidents.update(new WatchResult(IncidentKind.BACKUP_OVERDUE, List.of(problem), incident -> Optional.empty()));
    }

    private void clear() {
        incidents.update(new WatchResult(
                IncidentKind.BACKUP_OVERDUE, List.of(), incident -> Optional.of("There is a good backup.")));
    }

    private List<Class<?>> kindsTaken() {
        return suite.webhook().taken().stream()
                .<Class<?>>map(event -> event.data().getClass())
                .toList();
    }

    private Deliveries replica() {
        return new Deliveries(session, channels, settings, new SimpleMeterRegistry());
    }

    private void makeReady(String channel) {
        execute("update delivery set ready_at = now() where channel = '" + channel + "'");
    }

    private void execute(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> session.createNativeMutationQuery(sql).executeUpdate());
    }

    private Optional<String> failure(String channel) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Delivery.<Delivery>find("id.channel", channel).singleResultOptional())
                .map(delivery -> delivery.failure);
    }

    private List<ConsumerRecord<String, String>> consume(String subject, int count) {
        Map<String, Object> settingsOfKafka = Map.of(
                "bootstrap.servers",
                suite.bootstrapServers(),
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settingsOfKafka, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("edms.health.events", 0)));
            for (int i = 0; i < 40 && found.size() < count; i++) {
                consumer.poll(Duration.ofMillis(500)).forEach(message -> {
                    EventData data = Event.parse(message.value()).data();
                    if (data instanceof AlertEvent alert
                            && alert.incident().subject().equals(subject)) {
                        found.add(message);
                    }
                });
            }
        }
        assertThat(found).hasSize(count);
        return found;
    }
}
