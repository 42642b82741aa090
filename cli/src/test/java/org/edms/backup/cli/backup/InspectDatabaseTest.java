package org.edms.backup.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.cli.Shell;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect --model --db} shows the references that no foreign key declares. */
@PostgresTest
class InspectDatabaseTest {

    @TempDir
    Path directory;

    private Path model;

    @BeforeEach
    void writeModel() throws Exception {
        model = Files.writeString(directory.resolve("model.yaml"), """
                format: edms-model/1
                schema: public
                tables:
                  letters:
                    key: [number]
                """);
    }

    private static void fill(TestDatabase database) throws Exception {
        database.execute("""
                CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
                INSERT INTO people (name) SELECT 'p' || i FROM generate_series(1, 40) i;
                CREATE TABLE letters (id serial PRIMARY KEY, number text NOT NULL UNIQUE, owner integer, facts jsonb);
                INSERT INTO letters (number, owner, facts)
                SELECT 'n' || md5(i::text), 1 + i % 40, jsonb_build_object('people', jsonb_build_array(1 + i % 13))
                FROM generate_series(1, 200) i;
                """);
    }

    @Test
    void openReferencesComeWithTheLinesForTheModel(TestDatabase database) throws Exception {
        // given
        fill(database);

        // when
        Shell shown = Shell.run("inspect", "--model-file", model.toString(), "--db", database.url());

        // then
        assertThat(shown.exitCode()).as(shown.errors()).isZero();
        assertThat(shown.output())
                .contains(
                        "model: named model",
                        "public.letters.owner",
                        "public.letters.facts $.people[*]",
                        "  letters:",
                        "      - { column: owner, table: people }",
                        "      - { column: facts, table: people, json: \"$.people[*]\" }");
    }

    @Test
    void jsonHasTheEvidence(TestDatabase database) throws Exception {
        // given
        fill(database);

        // when
        Shell shown = Shell.run("inspect", "--model", "--db", database.url(), "--json");

        // then
        JsonNode references = new ObjectMapper().readTree(shown.output()).path("references");
        assertThat(references).hasSize(2);
        JsonNode owner = references.get(1);
        assertThat(owner.path("column").asText()).isEqualTo("public.letters.owner");
        assertThat(owner.at("/targets/0/table").asText()).isEqualTo("public.people");
        assertThat(owner.path("values").asLong()).isEqualTo(40);
        assertThat(owner.path("share").asDouble()).isEqualTo(1);
        assertThat(owner.path("state").asText()).isEqualTo("open");
    }

    @Test
    void aPackageAndADatabaseExcludeEachOther(TestDatabase database) {
        Shell refused = Shell.run("inspect", "a.tar.zst", "--model", "--db", database.url());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.message()).contains("takes the place of PACKAGE");
    }

    @Test
    void withoutAPackageThereIsNothingToInspect() {
        Shell refused = Shell.run("inspect", "--model");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.message()).contains("the package is missing");
    }
}
