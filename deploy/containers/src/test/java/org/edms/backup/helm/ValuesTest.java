package org.edms.backup.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.edms.backup.helm.ValuesTable.Row;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void everyValueIsExplained() {
        // given
        List<String> explained = ValuesTable.rows().stream().map(Row::path).toList();

        // when
        Set<String> values = new TreeSet<>();
        collect("", Chart.read("values.yaml"), values);

        // then
        assertThat(values)
                .allSatisfy(value -> assertThat(explained).anyMatch(path -> (value + ".").startsWith(path + ".")));
    }

    @Test
    void theSchemaHasEachValueWithItsExplanation() {
        // given
        JsonNode schema = Chart.read("values.schema.json");

        // when, then
        assertThat(ValuesTable.rows()).allSatisfy(row -> {
            JsonNode property = schema.at("/properties/" + row.path().replace(".", "/properties/"));
            assertThat(property.path("description").asText()).as(row.path()).isEqualTo(row.explanation());
        });
    }

    @Test
    void theReadmeListsEachValue() throws IOException {
        // given
        String table = ValuesTable.text();
        Path target =
                Files.writeString(Files.createDirectories(Path.of("target")).resolve("values.md"), table);

        // when
        String readme = Files.readString(Chart.DIRECTORY.resolve("README.md"));

        // then
        assertThat(readme)
                .as("Put deploy/containers/%s into the README of the chart".formatted(target))
                .endsWith(table);
    }

    private static void collect(String path, JsonNode node, Set<String> values) {
        if (!node.isObject() || node.isEmpty()) {
            values.add(path);
            return;
        }
        node.properties()
                .forEach(each ->
                        collect(path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), values));
    }
}
