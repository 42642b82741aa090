package org.edms.backup.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.cli.Shell;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model init} writes a draft, and {@code model check} says what it means. */
@PostgresTest
class ModelCommandTest {

    private static final String ARCHIVE = """
            CREATE TABLE django_migrations (id serial PRIMARY KEY, app text, name text, applied timestamptz);
            CREATE TABLE person (id serial PRIMARY KEY, username text NOT NULL UNIQUE, email text NOT NULL UNIQUE,
              password text NOT NULL, login_hash text);
            INSERT INTO person (username, email, password, login_hash)
              SELECT 'p' || i, 'p' || i || '@x', 'x', 'pbkdf2_sha256$' || i FROM generate_series(1, 40) i;
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL, owner_id integer REFERENCES person, UNIQUE (name, owner_id));
            CREATE UNIQUE INDEX tag_without_owner ON tag (name) WHERE owner_id IS NULL;
            CREATE TABLE letter (id serial PRIMARY KEY, title text NOT NULL, file text, bytes bigint, checksum text, person integer,
              facts jsonb, weight integer);
            INSERT INTO letter (title, file, bytes, checksum, person, facts, weight)
              SELECT 'Letter ' || i, 'archive/' || i || '.txt', 7, encode(sha256('content'), 'hex'), 1 + i % 40,
                jsonb_build_object('person', jsonb_build_array(1 + i % 13)), i * 1000 FROM generate_series(1, 60) i;
            CREATE TABLE single_setting (id serial PRIMARY KEY, title text); INSERT INTO single_setting VALUES (1, 'a');
            """;

    @TempDir
    Path directory;

    private Path files;
    private Path model;

    @BeforeEach
    void writeFiles() throws Exception {
        files = Files.createDirectory(directory.resolve("files"));
        for (int i = 1; i <= 60; i++) {
            Files.writeString(files.resolve(i + ".txt"), "content");
        }
        model = directory.resolve("model.yaml");
    }

    @Test
    void theDraftHasWhatTheDatabaseShows(TestDatabase database) throws Exception {
        // given
        database.execute(ARCHIVE);

        // when
        Shell init = Shell.run(
                "model", "init", "--db", database.url(), "--files", "letters=" + files, "--output", model.toString());

        // then
        assertThat(init.exitCode()).as(init.errors()).isZero();
        assertThat(init.output()).contains("lines to decide; then run edms-backup model check " + model);
        assertThat(Files.readString(model))
                .contains(
                        "  letters: { prefix: \"archive/\" }",
                        "  - django_migrations  # migrations of Django",
                        "    key: [username]  # Decide: or [email]",
                        "      password: \"!\"  # Decide: a secret, by its name",
                        "      login_hash: \"\"  # Decide: a secret, by the shape of its values",
                        "    key: [name, owner_id]  # unique: tag_name_owner_id_key and tag_without_owner",
                        "    nulls: equal",
                        "    # key: [title]  # Decide: it is different in all rows; needs \"unguarded: true\"",
                        "      - { root: letters, path: file, size: bytes, sha256: checksum }  # 60 of 60 values are files",
                        "      - { column: person, table: person }  # 40 of 40 values are keys; name",
                        "      - { column: facts, table: person, json: \"$.person[*]\" }  # 13 of 13 values are keys",
                        "    # key: single  # Decide: does the table always have one row?")
                .doesNotContain("weight", "  django_migrations:");
    }

    @Test
    void theDraftIsAModel(TestDatabase database) throws Exception {
        // given
        database.execute(ARCHIVE);
        Shell.run("model", "init", "--db", database.url(), "--output", model.toString());

        // when
        Shell check = Shell.run("model", "check", model.toString(), "--db", database.url());
        Shell create = Shell.run(
                "create",
                "--type",
                "export",
                "--files",
                "letters=" + files,
                "--db",
                database.url(),
                "--store",
                directory.toString(),
                "--model",
                model.toString());

        // then
        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
        assertThat(check.output().lines())
                .contains(
                        "django_migrations     0  left out: Django",
                        "tag                   0  name, owner_id (nulls equal)  owner_id > person")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(create.exitCode()).as(create.errors()).isZero();
    }

    @Test
    void anExistingFileIsNotOverwritten(TestDatabase database) throws Exception {
        // given
        database.execute(ARCHIVE);
        Files.writeString(model, "mine");

        // when
        Shell refused = Shell.run("model", "init", "--db", database.url(), "--output", model.toString());

        // then
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.message()).contains("--force overwrites it");
        assertThat(Files.readString(model)).isEqualTo("mine");
    }

    @Test
    void whatIsNotCoveredIsAWarning(TestDatabase database) throws Exception {
        // given
        database.execute(ARCHIVE);
        Files.writeString(model, "format: edms-model/2\ntables: { tag: { key: [name, owner_id], nulls: equal } }");

        // when
        Shell check = Shell.run("model", "check", model.toString(), "--db", database.url());

        // then
        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.output())
                .contains(
                        "Keys to choose:",
                        "\"person: { key: [username] }\"",
                        "public.letter.person looks like a reference",
                        "public.person.password looks like a secret, by its name",
                        "Tables that the model does not describe",
                        "public.letter, public.person, public.single_setting");
    }

    @Test
    void whatDoesNotFitIsAnError(TestDatabase database) throws Exception {
        // given
        database.execute(ARCHIVE);
        Files.writeString(model, """
                format: edms-model/2
                for: { name: archive, tables: [person, shelf] }
                tables:
                  tag: { key: [label] }
                  shelf: { key: [code] }
                  drawer: { key: [code] }
                """);

        // when
        Shell check = Shell.run("model", "check", model.toString(), "--db", database.url());

        // then
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.output())
                .contains(
                        "The model does not fit:",
                        "  table public.shelf does not exist",
                        "  table public.drawer does not exist",
                        "  line 4: key of public.tag names the column label, which the table does not have");
    }
}
