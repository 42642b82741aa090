package org.edms.backup.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.model.Samples;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    /** Other services depend on these names. */
    private static final Map<Topic, Set<String>> CONTRACT = Map.of(
            Topic.BACKUP_REQUESTS,
            Set.of("edms.backup.requested"),
            Topic.BACKUP_EVENTS,
            Set.of(
                    "edms.backup.started",
                    "edms.backup.progress",
                    "edms.backup.completed",
                    "edms.backup.failed",
                    "edms.backup.cancelled",
                    "edms.backup.deleted"),
            Topic.RESTORE_REQUESTS,
            Set.of("edms.restore.requested", "edms.restore.cancel-requested"),
            Topic.RESTORE_EVENTS,
            Set.of(
                    "edms.restore.accepted",
                    "edms.restore.progress",
                    "edms.restore.completed",
                    "edms.restore.failed",
                    "edms.restore.rolled-back"),
            Topic.HEALTH_EVENTS,
            Set.of("edms.health.checked", "edms.health.alert-raised", "edms.health.alert-cleared"));

    /** The CloudEvents SDK, which is independent of our code. */
    private final EventFormat standard = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);

    @ParameterizedTest
    @MethodSource("org.edms.backup.model.Samples#eventData")
    void theCloudEventsSdkReadsOurEvents(EventData data) {
        // given
        Event event = Samples.event(data);

        // when
        CloudEvent read = standard.deserialize(event.toJson().getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(CONTRACT.get(data.topic())).contains(read.getType());
        assertThat(read.getId()).isEqualTo(event.id());
        assertThat(read.getSource()).isEqualTo(event.source());
        assertThat(read.getSubject()).isEqualTo(event.subject());
        assertThat(read.getTime().toInstant()).isEqualTo(event.time());
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtension("traceparent")).isEqualTo(event.traceparent());
        assertThat(read.getData()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("org.edms.backup.model.Samples#eventData")
    void aWrittenEventIsReadBack(EventData data) {
        // given
        Event event = Samples.event(data);

        // then
        assertThat(Event.parse(event.toJson())).isEqualTo(event);
    }

    @Test
    void eventsOfTheCloudEventsSdkAreRead() {
        // given
        String data = "{\"configuration\": \"nightly\", \"requester\": \"documents\", \"added_later\": 1}";
        CloudEvent theirs = CloudEventBuilder.v1()
                .withId("no-uuid-42")
                .withSource(URI.create("https://edms.example/documents"))
                .withType("edms.backup.requested")
                .withTime(Samples.NOON.atOffset(ZoneOffset.ofHours(2)))
                .withExtension("tenant", "one")
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();

        // when
        Event event = Event.parse(new String(standard.serialize(theirs), StandardCharsets.UTF_8));

        // then
        assertThat(event.id()).isEqualTo("no-uuid-42");
        assertThat(event.time()).isEqualTo(Samples.NOON);
        assertThat(event.data()).isEqualTo(new BackupEvent.Requested("nightly", null, null, "documents"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "no json",
                "[]",
                "{}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"edms.unknown\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"edms.backup.cancelled\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"edms.backup.cancelled\",\"data\":{}}",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"edms.backup.requested\","
                        + "\"data\":{\"configuration\":\"a\",\"requester\":\"b\"}}",
                "{\"specversion\":\"1.0\",\"source\":\"/x\",\"type\":\"edms.backup.requested\","
                        + "\"data\":{\"configuration\":\"a\",\"requester\":\"b\"}}"
            })
    void anInvalidEventIsRefusedWithAReason(String message) {
        assertThatThrownBy(() -> Event.parse(message)).isInstanceOfSatisfying(BackupException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.MESSAGE_UNREADABLE);
            assertThat(refusal.failure().detail()).isNotBlank();
        });
    }

    @Test
    void everyEventDataHasATypeInTheContract() {
        // given
        Map<Class<?>, String> types = Arrays.stream(
                        EventData.class.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

        // then
        assertThat(types.keySet())
                .isEqualTo(Samples.eventData().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(kindsOf(EventData.class).collect(Collectors.toSet()));
        assertThat(types.values())
                .containsExactlyInAnyOrderElementsOf(
                        CONTRACT.values().stream().flatMap(Set::stream).toList());
    }

    @Test
    void topicNamesAreStable() {
        assertThat(Arrays.stream(Topic.values()).map(Topic::topicName))
                .containsExactly(
                        "edms.backup.requests",
                        "edms.backup.events",
                        "edms.restore.requests",
                        "edms.restore.events",
                        "edms.health.events");
        assertThat(Topic.RESTORE_REQUESTS.deadLetterName()).isEqualTo("edms.restore.requests.dlq");
    }

    @Test
    void eventsOfOneJobHaveTheSameKey() {
        assertThat(new BackupEvent.Started(Samples.JOB, "nightly", org.edms.backup.model.configuration.BackupType.FULL)
                        .key())
                .isEqualTo(new BackupEvent.Cancelled(Samples.JOB, "anna").key())
                .isEqualTo(Samples.JOB.toString());
    }

    private static Stream<Class<?>> kindsOf(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Arrays.stream(sealed.getPermittedSubclasses()).flatMap(EventTest::kindsOf);
    }
}
