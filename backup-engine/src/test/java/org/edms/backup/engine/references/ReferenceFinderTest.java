package org.edms.backup.engine.references;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** References without a foreign key that the finder finds, and columns that it does not take for references. */
@PostgresTest
class ReferenceFinderTest {

    /** Tables to reference: numbers without gaps, numbers with gaps, UUIDs and random texts. */
    private static final String TABLES = """
            CREATE TABLE users (id serial PRIMARY KEY, username text NOT NULL UNIQUE);
            INSERT INTO users (username) SELECT 'user' || i FROM generate_series(1, 60) i;
            CREATE TABLE documents (id serial PRIMARY KEY, number text NOT NULL UNIQUE);
            INSERT INTO documents (number) SELECT 'D' || (i * 7919) FROM generate_series(1, 400) i;
            CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            INSERT INTO tags (name) SELECT 'tag' || i FROM generate_series(1, 25) i;
            CREATE TABLE jobs (id bigserial PRIMARY KEY, label text NOT NULL UNIQUE);
            INSERT INTO jobs (id, label) SELECT 100000 + i * 37 + mod(i, 5), 'job' || i FROM generate_series(1, 200) i;
            CREATE TABLE nodes (id uuid PRIMARY KEY, title text NOT NULL UNIQUE);
            INSERT INTO nodes SELECT md5('n' || i)::uuid, 'node' || i FROM generate_series(1, 100) i;
            CREATE TABLE blobs (id text PRIMARY KEY, size bigint);
            INSERT INTO blobs SELECT left(md5('b' || i), 20) || 'x1', i * 311 FROM generate_series(1, 100) i;
            CREATE TABLE content_types (id serial PRIMARY KEY, app text, model text, UNIQUE (app, model));
            INSERT INTO content_types (app, model) VALUES ('core', 'session'), ('core', 'document'), ('auth', 'user'), ('core', 'tag');
            CREATE TABLE notes (id serial PRIMARY KEY, body text, %s);
            INSERT INTO notes (body, %s) SELECT 'note ' || i, %s FROM generate_series(1, 300) i;
            """;

    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("document_id integer", "document_id", "1 + i % 400", "notes.document_id -> [documents]"),
                Arguments.of("owner integer", "owner", "1 + i % 57", "notes.owner -> [users]"),
                Arguments.of("created_by bigint", "created_by", "1 + i % 9", "notes.created_by -> [users]"),
                Arguments.of(
                        "parent_id integer",
                        "parent_id",
                        "CASE WHEN i > 20 THEN i / 20 END",
                        "notes.parent_id -> [notes]"),
                Arguments.of("curator integer", "curator", "1 + (i * 7) % 60", "notes.curator -> [users]"),
                Arguments.of(
                        "cause bigint",
                        "cause",
                        "100000 + (1 + i % 200) * 37 + (1 + i % 200) % 5",
                        "notes.cause -> [jobs]"),
                Arguments.of("author text", "author", "(1 + i % 60)::text", "notes.author -> [users]"),
                Arguments.of("place uuid", "place", "md5('n' || (1 + i % 100))::uuid", "notes.place -> [nodes]"),
                Arguments.of("place text", "place", "md5('n' || (1 + i % 100))::uuid::text", "notes.place -> [nodes]"),
                Arguments.of(
                        "content text",
                        "content",
                        "left(md5('b' || (1 + i % 100)), 20) || 'x1'",
                        "notes.content -> [blobs]"),
                Arguments.of(
                        "content_type_id integer REFERENCES content_types, object_id integer",
                        "content_type_id, object_id",
                        "2 + i % 3, 1 + i % 25",
                        "notes.object_id -> [documents, tags, users]"),
                Arguments.of(
                        "content_type_id integer REFERENCES content_types, object_pk text",
                        "content_type_id, object_pk",
                        "2 + i % 2, (1 + i % 60)::text",
                        "notes.object_pk -> [documents, users]"),
                Arguments.of(
                        "entity_type text, entity_id integer",
                        "entity_type, entity_id",
                        "(ARRAY['document', 'tag'])[1 + i % 2], 1 + i % 25",
                        "notes.entity_id -> [documents, tags]"),
                Arguments.of(
                        "tag_ids integer[]",
                        "tag_ids",
                        "ARRAY[1 + i % 25, 1 + (i + 3) % 25]",
                        "notes.tag_ids [*] -> [tags]"),
                Arguments.of(
                        "places uuid[]",
                        "places",
                        "ARRAY[md5('n' || (1 + i % 100))::uuid]",
                        "notes.places [*] -> [nodes]"),
                Arguments.of(
                        "extra jsonb",
                        "extra",
                        "jsonb_build_object('document_id', 1 + i % 400)",
                        "notes.extra $.document_id -> [documents]"),
                Arguments.of(
                        "extra jsonb",
                        "extra",
                        "jsonb_build_object('tags', jsonb_build_array(jsonb_build_object('id', 1 + i % 25)))",
                        "notes.extra $.tags[*].id -> [tags]"),
                Arguments.of(
                        "value_document_ids jsonb",
                        "value_document_ids",
                        "jsonb_build_array(1 + i % 400, 1 + (i + 7) % 400)",
                        "notes.value_document_ids $[*] -> [documents]"),
                Arguments.of(
                        "settings text",
                        "settings",
                        "'{\"view\": {\"node\": \"' || md5('n' || (1 + i % 100))::uuid || '\"}}'",
                        "notes.settings $.view.node -> [nodes]"),
                Arguments.of(
                        "tag_ids text",
                        "tag_ids",
                        "CASE WHEN i % 3 = 0 THEN (1 + i % 25)::text ELSE (1 + i % 25) || ',' || (1 + (i + 3) % 25) END",
                        "notes.tag_ids by \",\" -> [tags]"),
                Arguments.of(
                        "path text",
                        "path",
                        "'/' || CASE WHEN i > 20 THEN (i / 20) || '/' ELSE '' END || i || '/'",
                        "notes.path by \"/\" -> [notes]"),
                Arguments.of(
                        "file_name text",
                        "file_name",
                        "lpad(i::text, 7, '0') || '.webp'",
                        "notes.file_name \"{id:07}.webp\" -> [notes]"),
                Arguments.of(
                        "address text",
                        "address",
                        "'https://edms.example/blobs/' || left(md5('b' || (1 + i % 100)), 20) || 'x1/view'",
                        "notes.address \"https://edms.example/blobs/{id}/view\" -> [blobs]"),
                Arguments.of(
                        "stored text",
                        "stored",
                        "'files/' || left(md5(i::text), 2) || '/' || md5('n' || (1 + i % 100))::uuid || '/scan.pdf'",
                        "notes.stored \"{*}/{id}/{*}\" -> [nodes]"),
                Arguments.of(
                        "link text",
                        "link",
                        "'/documents/' || (1 + i % 400) || '/view'",
                        "notes.link \"/documents/{id}/view\" -> [documents]"));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void aPlantedReferenceIsFound(String columns, String names, String values, String expected, TestDatabase database)
            throws Exception {
        // given
        database.execute(TABLES.formatted(columns, names, values));

        // when
        List<FoundReference> found = Findings.in(database);

        // then
        assertThat(Findings.lines(found)).containsExactly(expected);
        assertThat(found.get(0).isOpen()).isTrue();
        assertThat(found.get(0).evidence().share()).isEqualTo(1);
    }

    /** More rows than a sample has: all of them are counted by a regular expression. */
    @Test
    void aRandomTextInAPathIsCountedInAllRows(TestDatabase database) throws Exception {
        // given
        database.execute(TABLES.formatted(
                "address text", "address", "'/blobs/' || left(md5('b' || (1 + i % 100)), 20) || 'x1/view'"));
        database.execute("INSERT INTO notes (address) SELECT address FROM notes, generate_series(1, 20)");

        // when
        List<FoundReference> found = Findings.in(database);

        // then
        assertThat(Findings.lines(found)).containsExactly("notes.address \"/blobs/{id}/view\" -> [blobs]");
        assertThat(found.get(0).evidence().complete()).isTrue();
        assertThat(found.get(0).evidence().found()).isEqualTo(100);
    }

    @Test
    void numbersThatCountOrMeasureAreNoReferences(TestDatabase database) throws Exception {
        // given
        database.execute(TABLES.formatted(
                "page_count integer, position integer, priority smallint, file_size bigint, year integer, lft integer, "
                        + "checksum text, phone text, version text, settings jsonb, archive_number integer",
                "page_count, position, priority, file_size, year, lft, checksum, phone, version, settings, archive_number",
                """
                1 + i % 40, i, i % 5, i * 1337, 1990 + i % 35, i * 2, md5(i::text), '+49 30 ' || (1000 + i),
                (1 + i % 3) || '.' || i % 10, jsonb_build_object('columns', 1 + i % 4, 'page_size', 25 * (1 + i % 3)), i
                """));

        // when
        List<FoundReference> found = Findings.in(database);

        // then
        assertThat(Findings.lines(found)).isEmpty();
    }

    @Test
    void aColumnWithAForeignKeyIsNotReported(TestDatabase database) throws Exception {
        // given
        database.execute(TABLES.formatted("document_id integer REFERENCES documents", "document_id", "1 + i % 400"));

        // when
        List<FoundReference> found = Findings.in(database);

        // then
        assertThat(found).isEmpty();
    }

    @Test
    void deletedRowsDoNotHideAReference(TestDatabase database) throws Exception {
        // given
        database.execute(TABLES.formatted("document_id integer", "document_id", "1 + i"));
        database.execute("DELETE FROM documents WHERE id % 3 = 0");

        // when
        List<FoundReference> found = Findings.in(database);

        // then
        assertThat(Findings.lines(found)).containsExactly("notes.document_id -> [documents]");
        assertThat(found.get(0).evidence().share()).isBetween(0.6, 0.7);
    }

    /** Dismissed are texts that tell what happened, and names that the generator numbers: nothing looks them up. */
    @Test
    void theDemonstrationEdmsHasNoOpenReference(@From(SmallEdms.class) TestDatabase database) throws Exception {
        // given
        EdmsModel model = ShippedModels.ofEarlierPackages();

        // when
        List<FoundReference> found = Findings.in(database, model);

        // then
        assertThat(found.stream().filter(FoundReference::isOpen).map(Findings::line))
                .isEmpty();
        assertThat(columns(found, FoundReference.State.DISMISSED))
                .containsExactly(
                        "public.audit_trail.request_path",
                        "public.backup_jobs.backup_file_path",
                        "public.document_attachments.file_name");
        assertThat(columns(found, FoundReference.State.DECLARED))
                .contains("public.audit_trail.object_id", "public.workflow_instances.object_id");
    }

    @Test
    void aDeclaredPathOfJsonIsNotOpen(TestDatabase database) throws Exception {
        // given
        database.execute(TABLES.formatted(
                "extra jsonb, tag_id integer",
                "extra, tag_id",
                "jsonb_build_object('tags', jsonb_build_array(1 + i % 25)), 1 + i % 25"));
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                tables:
                  notes:
                    references:
                      - { column: extra, table: tags, json: "$.**.tags[*]" }
                """);

        // when
        List<FoundReference> found = Findings.in(database, model);

        // then
        assertThat(columns(found, FoundReference.State.DECLARED)).containsExactly("public.notes.extra");
        assertThat(columns(found, FoundReference.State.OPEN)).containsExactly("public.notes.tag_id");
    }

    private static List<String> columns(List<FoundReference> found, FoundReference.State state) {
        return found.stream()
                .filter(each -> each.state() == state)
                .map(FoundReference::qualifiedColumn)
                .toList();
    }
}
