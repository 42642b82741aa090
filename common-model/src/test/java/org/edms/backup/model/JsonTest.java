package org.edms.backup.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.model.job.RestoreState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    private final ObjectMapper mapper = Json.newMapper();

    @ParameterizedTest
    @MethodSource("org.edms.backup.model.Samples#all")
    void aWrittenRecordIsReadBack(Record sample) throws JsonProcessingException {
        // when
        String json = mapper.writeValueAsString(sample);

        // then
        assertThat(mapper.readValue(json, sample.getClass())).as(json).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("org.edms.backup.model.Samples#all")
    void everyNameIsSnakeCase(Record sample) {
        assertThat(names(mapper.valueToTree(sample))).allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }

    @ParameterizedTest
    @MethodSource("org.edms.backup.model.Samples#all")
    void unknownFieldsOfNewerVersionsAreIgnored(Record sample) throws JsonProcessingException {
        // given
        JsonNode tree = mapper.valueToTree(sample);
        if (tree instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
            object.putObject("added_later").put("deep", true);
        }

        // then
        assertThat(mapper.treeToValue(tree, sample.getClass())).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("org.edms.backup.model.Samples#states")
    void theStatusIdentifiesTheState(Record state) throws JsonProcessingException {
        // when
        String json = mapper.writeValueAsString(state);

        // then
        String status = mapper.readTree(json).path("status").asText();
        if (state instanceof BackupState backup) {
            assertThat(mapper.readValue(json, BackupState.class)).isEqualTo(state);
            assertThat(status).isEqualTo(backup.status().name());
        }
        if (state instanceof RestoreState restore) {
            assertThat(mapper.readValue(json, RestoreState.class)).isEqualTo(state);
            assertThat(status).isEqualTo(restore.status().name());
        }
    }

    @Test
    void everyRecordHasASample() throws IOException {
        // given
        Set<Class<?>> sampled = Samples.all().map(Object::getClass).collect(Collectors.toSet());

        // then
        assertThat(recordsOfTheModule()).isNotEmpty().isEqualTo(sampled);
    }

    @Test
    void timesAreIso8601() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(Samples.NOON)).isEqualTo("\"2026-03-01T12:00:00.123456789Z\"");
        assertThat(mapper.writeValueAsString(java.time.Duration.ofSeconds(90))).isEqualTo("\"PT1M30S\"");
    }

    @Test
    void aSecretIsNeverWritten() throws JsonProcessingException {
        // given
        Secret secret = new Secret("hunter2");

        // then
        assertThat(mapper.writeValueAsString(List.of(secret)) + secret).doesNotContain("hunter2");
        assertThat(mapper.readValue("\"hunter2\"", Secret.class).reveal()).isEqualTo("hunter2");
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        // The keys of a map of metrics are names too.
        node.forEach(child -> names.addAll(names(child)));
        return names;
    }

    private static Set<Class<?>> recordsOfTheModule() throws IOException {
        Path classes = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> load(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .filter(Class::isRecord)
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
