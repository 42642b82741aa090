package org.edms.backup.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.edms.backup.cli.Shell;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class VerifyDatabaseTest {

    private static final String TABLES = """
            CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE);
            CREATE TABLE paper (code text PRIMARY KEY, title text, owner integer, readers text);
            """;

    @TempDir
    Path directory;

    private Path packaged;
    private Path model;

    @BeforeEach
    void backUp(TestDatabase source) throws Exception {
        source.execute(TABLES + """
                INSERT INTO person VALUES (1, 'ann'), (2, 'bob');
                INSERT INTO paper VALUES ('p', 'one', 1, '1,2'), ('q', 'two', 2, '');
                """);
        Path store = Files.createDirectory(directory.resolve("store"));
        model = Files.writeString(directory.resolve("model.yaml"), """
                format: edms-model/2
                tables:
                  paper:
                    references:
                      - { column: owner, table: person }
                      - { column: readers, table: person, separator: "," }
                """);
        Shell created = Shell.run(
                "create", "--type=database", "--json", "--db=" + source.url(), "--store=" + store, "--model=" + model);
        assertThat(created.exitCode()).as(created.errors()).isZero();
        packaged = store.resolve(
                new ObjectMapper().readTree(created.output()).at("/stored/name").asText());
    }

    @Test
    void theSameRowsUnderOtherIdsAreTheSame(TestDatabase target) throws SQLException {
        // given
        restore(target, 2, 1);

        // when
        Shell verified = Shell.run("verify", packaged.toString(), "--db=" + target.url());

        // then
        assertThat(verified.exitCode()).as(verified.errors()).isZero();
        assertThat(verified.output())
                .doesNotContain("public.paper")
                .endsWith("all 4 rows and 3 references are the same in the database\n");
    }

    @Test
    void anotherReferenceEndsWithAnErrorAndIsNamed(TestDatabase target) throws Exception {
        // given
        restore(target, 1, 2);

        // when
        Shell verified = Shell.run("verify", packaged.toString(), "--db=" + target.url());
        Shell json = Shell.run("verify", packaged.toString(), "--db=" + target.url(), "--json");

        // then
        assertThat(verified.exitCode()).isEqualTo(4);
        assertThat(verified.output())
                .contains("public.paper: the row with code=p in the package, and with code=p in the database: "
                        + "owner is 1 in the package and 1 in the database, which do not mean the same")
                .endsWith("DIFFERS: of 4 rows, 0 are missing, and 2 have other references\n");
        JsonNode result = new ObjectMapper().readTree(json.output());
        assertThat(json.exitCode()).isEqualTo(4);
        assertThat(result.at("/sound").asBoolean()).isFalse();
        assertThat(result.at("/tables"))
                .anyMatch(table -> table.at("/misdirected").asLong() == 2);
    }

    @Test
    void anotherValueEndsWithAWarning(TestDatabase target) throws SQLException {
        // given
        restore(target, 2, 1);
        target.execute("UPDATE paper SET title = 'three' WHERE code = 'q'");

        // when
        Shell verified = Shell.run("verify", packaged.toString(), "--db=" + target.url());

        // then
        assertThat(verified.exitCode()).isEqualTo(3);
        assertThat(verified.output())
                .endsWith("all 4 rows and 3 references are in the database; 1 rows have other values\n");
    }

    @Test
    void aModelWithoutADatabaseIsRefused() {
        assertThat(Shell.run("verify", packaged.toString(), "--model=" + model).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aFileWithOtherContentEndsWithAnErrorAndIsNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String table = "CREATE TABLE scan (id serial PRIMARY KEY, code text NOT NULL UNIQUE, path text); ";
        source.execute(table + "INSERT INTO scan VALUES (1, 'a', 'a.pdf'), (2, 'b', 'b.pdf'), (3, 'c', NULL)");
        target.execute(table + "INSERT INTO scan VALUES (7, 'a', 'x/a.pdf'), (8, 'b', 'b.pdf'), (9, 'c', NULL)");
        Path there = Files.createDirectory(directory.resolve("there"));
        Path here = Files.createDirectories(directory.resolve("here/x")).getParent();
        Files.writeString(there.resolve("a.pdf"), "a");
        Files.writeString(there.resolve("b.pdf"), "b");
        Files.writeString(here.resolve("x/a.pdf"), "a");
        Files.writeString(here.resolve("b.pdf"), "other");
        Files.writeString(model, """
                format: edms-model/2
                fileRoots: { storage: {} }
                tables: { scan: { key: [code], files: [{ root: storage, path: path }] } }
                """);
        Path store = Files.createDirectory(directory.resolve("files"));
        Shell created = Shell.run(
                "create",
                "--json",
                "--db=" + source.url(),
                "--files=storage=" + there,
                "--store=" + store,
                "--model=" + model);
        Path name = store.resolve(
                new ObjectMapper().readTree(created.output()).at("/stored/name").asText());

        // when
        Shell verified = Shell.run("verify", name.toString(), "--db=" + target.url(), "--files=storage=" + here);

        // then
        assertThat(verified.exitCode()).as(verified.errors()).isEqualTo(4);
        assertThat(verified.output())
                .contains("public.scan: path of the row with id=8, code=b is b.pdf: the file has other content")
                .endsWith("of 2 files, 0 are missing, and 1 have other content\n");

        // when
        Files.writeString(here.resolve("b.pdf"), "b");
        Shell same = Shell.run("verify", name.toString(), "--db=" + target.url(), "--files=storage=" + here);

        // then
        assertThat(same.exitCode()).as(same.output()).isEqualTo(3);
        assertThat(Shell.run("verify", name.toString(), "--files=storage=" + here)
                        .exitCode())
                .isEqualTo(2);
    }

    private static void restore(TestDatabase target, int ann, int bob) throws SQLException {
        target.execute(TABLES + """
                INSERT INTO person VALUES (1, 'bob'), (2, 'ann');
                INSERT INTO paper VALUES ('p', 'one', %1$d, '%1$d,%2$d'), ('q', 'two', %2$d, '');
                """.formatted(ann, bob));
    }
}
