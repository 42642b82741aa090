package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.compare.ComparedFiles;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.engine.restore.compare.ComparisonResult;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares packages with databases, and finds each kind of damage. */
@PostgresTest
class ComparisonTest {

    private static final String TABLES = """
            CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE);
            CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE folder (id serial PRIMARY KEY, parent integer REFERENCES folder, name text NOT NULL,
              UNIQUE NULLS NOT DISTINCT (parent, name));
            CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, owner integer REFERENCES person,
              folder integer REFERENCES folder, author text, readers integer[], settings jsonb, tags text, kind_id integer REFERENCES kind,
              object text, note text);
            CREATE TABLE visit (id serial PRIMARY KEY, who integer REFERENCES person, what text);
            """;

    private static final EdmsModel MODEL = ModelFile.parse("""
            format: edms-model/2
            genericTypes: { table: kind, label: [name], tables: { person: person, folder: folder } }
            tables:
              folder: { key: [parent, name], unguarded: true }
              paper:
                references:
                  - { column: author, table: person }
                  - { column: readers, table: person }
                  - { column: tags, table: folder, separator: "," }
                  - { column: object, type: kind_id }
                json:
                  settings: { $.editor: person, "$.by.*~": person }
            """);

    private static final String ROWS = """
            INSERT INTO person VALUES (1, 'ann'), (2, 'bob'), (3, 'cleo');
            INSERT INTO kind VALUES (1, 'person'), (2, 'folder');
            INSERT INTO folder VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 2, 'b'), (4, NULL, 'b');
            INSERT INTO paper VALUES
              (1, 'p', 1, 3, '2', '{1,3}', '{"editor": 2, "by": {"1": 1, "2": 2}, "x": "\\t"}', '1,4', 1, '3', E'one\\ttwo'),
              (2, 'q', NULL, NULL, NULL, NULL, NULL, NULL, 2, '3', NULL),
              (3, 'r', 2, 4, '1', '{NULL}', '{}', '', NULL, NULL, '');
            INSERT INTO visit VALUES (1, 1, 'read'), (2, 1, 'read'), (3, 2, 'read');
            SELECT setval('person_id_seq', 10), setval('folder_id_seq', 10), setval('paper_id_seq', 10), setval('visit_id_seq', 10);
            """;

    private static final String ROWS_UNDER_OTHER_IDS = """
            INSERT INTO person VALUES (21, 'cleo'), (22, 'ann'), (1, 'zoe'), (2, 'dan'), (3, 'bob');
            INSERT INTO kind VALUES (1, 'folder'), (2, 'person');
            INSERT INTO folder VALUES (11, NULL, 'b'), (12, NULL, 'a'), (1, 12, 'b'), (2, 1, 'b'), (3, 11, 'own');
            INSERT INTO paper VALUES
              (9, 'p', 22, 2, '3', '{22,21}', '{"editor": 3, "by": {"3": 2, "22": 1}, "x": "\\t"}', '12,11', 2, '21', E'one\\ttwo'),
              (8, 'q', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2', NULL),
              (7, 'r', 3, 11, '22', '{NULL}', '{}', '', NULL, NULL, '');
            INSERT INTO visit VALUES (5, 22, 'read'), (6, 3, 'read'), (7, 22, 'read');
            """;

    @TempDir
    Path store;

    @Test
    void theSameRowsUnderOtherIdsAreTheSame(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target);

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).model(MODEL).compare();

        // then
        assertThat(result.findings()).isEmpty();
        assertThat(result.same()).isTrue();
        assertThat(result.tables())
                .containsExactlyInAnyOrder(
                        new ComparedTable("public.person", 3, 0, 3, 0, 0, 0, 2),
                        new ComparedTable("public.kind", 2, 0, 2, 0, 0, 0, 0),
                        new ComparedTable("public.folder", 4, 2, 4, 0, 0, 0, 1),
                        new ComparedTable("public.paper", 3, 14, 3, 0, 0, 0, 0),
                        new ComparedTable("public.visit", 3, 3, 3, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UPDATE paper SET owner = 1 WHERE code = 'p'                       | owner is 1 in the package and 1 in the database",
                "UPDATE paper SET owner = 22 WHERE code = 'q'                      | owner is null in the package and 22 in the database",
                "UPDATE paper SET folder = 1 WHERE code = 'p'                      | folder is 3 in the package and 1 in the database",
                "UPDATE paper SET author = '2' WHERE code = 'p'                    | author is 2 in the package and 2 in the database",
                "UPDATE paper SET author = '77' WHERE code = 'p'                   | author is 2 in the package and 77 in the database",
                "UPDATE paper SET readers = '{21,22}' WHERE code = 'p'             | readers is {1,3} in the package and {21,22} in the database",
                "UPDATE paper SET tags = '12' WHERE code = 'p'                     | tags is 1,4 in the package and 12 in the database",
                "UPDATE paper SET kind_id = 1, object = '12' WHERE code = 'p'      | kind_id is 1 in the package and 1 in the database",
                "UPDATE paper SET object = '1' WHERE code = 'q'                    | object is 3 in the package and 1 in the database",
                "UPDATE paper SET settings = jsonb_set(settings, '{editor}', '1') WHERE code = 'p' | settings is",
                "UPDATE paper SET settings = '{\"editor\": 3, \"by\": {\"1\": 1, \"3\": 2}}' WHERE code = 'p' | settings is",
                "UPDATE visit SET who = 21 WHERE id = 6                            | who is 2 in the package and 21 in the database",
                "DELETE FROM visit WHERE id = 7                                    | public.visit: the row with id=1",
                "DELETE FROM paper WHERE code = 'r'                                | public.paper: the row with id=3, code=r in the package has no counterpart in the database",
                "UPDATE folder SET parent = 11 WHERE id = 2 | public.folder: the row with id=",
            })
    void aRowThatIsMissingOrReferencesAnotherRowIsFound(
            String damage, String finding, TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target);
        target.execute(damage);

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).model(MODEL).compare();

        // then
        assertThat(result.sound()).isFalse();
        assertThat(result.findings()).anyMatch(each -> each.contains(finding), finding);
    }

    @Test
    void anotherValueIsNoOtherReference(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target);
        target.execute(
                "UPDATE paper SET note = 'one two' WHERE code = 'p'; UPDATE paper SET note = NULL WHERE code = 'r'");

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).model(MODEL).compare();

        // then
        assertThat(result.sound()).isTrue();
        assertThat(result.same()).isFalse();
        assertThat(result.tables()).contains(new ComparedTable("public.paper", 3, 14, 1, 2, 0, 0, 0));
    }

    @Test
    void rowsThatOnlyTheirContentIdentifiesAreToldApartByTheirReferences(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        String tables = """
                CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
                CREATE TABLE note (id serial PRIMARY KEY, paper integer REFERENCES paper, body text);
                CREATE TABLE attachment (name text PRIMARY KEY, note integer REFERENCES note);
                INSERT INTO paper VALUES (1, 'p'), (2, 'q');
                INSERT INTO note VALUES (1, 1, 'ok'), (2, 2, 'ok');
                """;
        source.execute(tables + "INSERT INTO attachment VALUES ('x', 1)");
        target.execute(tables + "INSERT INTO attachment VALUES ('x', 2)");
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        ComparisonResult result = new Restores(store, backup).into(target).compare();

        // then
        assertThat(result.sound()).isFalse();
        assertThat(result.findings())
                .singleElement()
                .asString()
                .contains("note is 1 in the package and 2 in the database");
    }

    /** Rows of draft and cover are known only by each other. */
    private static final String CIRCLE = """
            CREATE TABLE draft (id serial PRIMARY KEY, cover integer, body text);
            CREATE TABLE cover (id serial PRIMARY KEY, draft integer REFERENCES draft, colour text);
            ALTER TABLE draft ADD FOREIGN KEY (cover) REFERENCES cover;
            CREATE TABLE desk (name text PRIMARY KEY, draft integer REFERENCES draft);
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // other ids, the same rows
                "INSERT INTO cover VALUES (12, NULL, 'red'), (11, NULL, 'blue'); INSERT INTO draft VALUES (5, 12, 'ok'), (6, 11, 'ok');"
                        + "UPDATE cover SET draft = 17 - id; INSERT INTO desk VALUES ('x', 5) | 0",
                // the same ids, other rows
                "INSERT INTO cover VALUES (1, NULL, 'blue'), (2, NULL, 'red'); INSERT INTO draft VALUES (1, 1, 'ok'), (2, 2, 'ok');"
                        + "UPDATE cover SET draft = id; INSERT INTO desk VALUES ('x', 1) | 1",
            })
    void rowsThatIdentifyEachOtherInACircleAreToldApartByTheirContent(
            String rows, long misdirected, TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(CIRCLE
                + "INSERT INTO cover VALUES (1, NULL, 'red'), (2, NULL, 'blue'); INSERT INTO draft VALUES (1, 1, 'ok'), (2, 2, 'ok');"
                + "UPDATE cover SET draft = id; INSERT INTO desk VALUES ('x', 1)");
        target.execute(CIRCLE + rows);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        ComparisonResult result = new Restores(store, backup).into(target).compare();

        // then
        assertThat(result.tables())
                .filteredOn(table -> !table.name().equals("public.desk"))
                .hasSize(2)
                .allMatch(table -> table.same() == 2);
        assertThat(result.tables())
                .contains(new ComparedTable("public.desk", 1, 1, 1 - misdirected, 0, misdirected, 0, 0));
        assertThat(result.leftOut()).isEmpty();
    }

    @Test
    void rowsThatOnlyALongChainTellsApartAreNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String chain = """
                CREATE TABLE step (id serial PRIMARY KEY, previous integer REFERENCES step);
                INSERT INTO step SELECT n, nullif(n - 1, 0) FROM generate_series(1, 40) n;
                """;
        source.execute(chain);
        target.execute(chain);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        ComparisonResult result = new Restores(store, backup).into(target).compare();

        // then
        assertThat(result.same()).isTrue();
        assertThat(result.leftOut())
                .singleElement()
                .asString()
                .contains("references to public.step beyond a chain of 12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"editor\": 3, \"by\": {\"3\": 2, \"22\": 1}, \"x\": \"other\"}",
                "{\"editor\": 3, \"by\": {\"3\": 1, \"22\": 2}, \"x\": \"\\t\"}",
            })
    void aDocumentWithReferencesAsNamesIsComparedWithNaturalKeysInTheirPlace(
            String settings, TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target);
        target.execute("UPDATE paper SET settings = '%s' WHERE code = 'p'".formatted(settings));

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).model(MODEL).compare();

        // then
        assertThat(result.tables()).contains(new ComparedTable("public.paper", 3, 14, 2, 1, 0, 0, 0));
    }

    @Test
    void manyEqualRowsAreCounted(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target, "SELECT NULL, 'seen' FROM generate_series(1, 100000)");
        target.execute(
                "SELECT setval('visit_id_seq', 10); INSERT INTO visit (who, what) SELECT NULL, 'seen' FROM generate_series(1, 99999);"
                        + "INSERT INTO visit (who, what) SELECT 22, 'other ' || n FROM generate_series(1, 1000) n");

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).model(MODEL).compare();

        // then
        assertThat(result.tables()).contains(new ComparedTable("public.visit", 100_003, 3, 100_002, 0, 0, 1, 1000));
    }

    @Test
    void aMergeIntoAReinitialisedSystemIsProven(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target, @TempDir Path files)
            throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .files(SmallEdms.ROOT.resolve("storage"))
                .edmsModel()
                .type(BackupType.EXPORT)
                .run();
        new DemoEdms(target.dataSource(), files).reinitialise();
        new Restores(store, backup).into(target).files(files).run();

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).files(files).compare();
        target.execute(
                "UPDATE document_versions SET created_by_id = (SELECT max(id) FROM users WHERE id <> created_by_id) "
                        + "WHERE id = (SELECT max(id) FROM document_versions)");
        ComparisonResult damaged = new Restores(store, backup).into(target).compare();

        // then
        assertThat(result.findings()).isEmpty();
        assertThat(result.same()).as("%s", result).isTrue();
        assertThat(result.files())
                .isNotEmpty()
                .allMatch(ComparedFiles::sound)
                .anyMatch(compared -> compared.same() > 10);
        assertThat(damaged.tables().stream()
                        .mapToLong(ComparedTable::misdirected)
                        .sum())
                .isEqualTo(1);
        assertThat(damaged.findings()).singleElement().asString().contains("created_by_id is");
    }

    @Test
    void aDatabaseWithoutTheTablesIsRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target);
        target.execute("DROP TABLE visit");

        // when // then
        assertThatThrownBy(() ->
                        new Restores(store, backup).into(target).model(MODEL).compare())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH));
    }

    private BackupResult systems(TestDatabase source, TestDatabase target) throws IOException, SQLException {
        return systems(source, target, "SELECT 1, 'nothing' WHERE false");
    }

    private BackupResult systems(TestDatabase source, TestDatabase target, String visits)
            throws IOException, SQLException {
        source.execute(TABLES + ROWS + "INSERT INTO visit (who, what) " + visits);
        target.execute(TABLES + ROWS_UNDER_OTHER_IDS);
        return new Backups(store)
                .of(source)
                .model(MODEL)
                .type(BackupType.DATABASE)
                .run();
    }
}
