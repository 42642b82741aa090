package org.edms.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@PostgresTest
class GeneratorTest {

    /** Path, size and digest of every file that a row names. */
    private static final String NAMED_FILES = """
            SELECT DISTINCT file_path || ' ' || file_size || ' ' || file_checksum
            FROM (
                SELECT file_path, file_size, file_checksum FROM documents
                UNION ALL SELECT file_path, file_size, file_checksum FROM document_versions
                UNION ALL SELECT file_path, file_size, file_checksum FROM document_attachments
            ) AS named
            WHERE file_path <> ''
            """;

    @TempDir
    Path directory;

    @Test
    void everyTableHasRows(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        // given
        DemoEdms edms = new DemoEdms(database.dataSource(), GeneratedEdms.ROOT);

        // when
        Map<String, Long> counts = edms.rowCounts();

        // then
        assertThat(counts)
                .hasSize(80)
                .allSatisfy((table, rows) -> assertThat(rows).isPositive());
        assertThat(counts).containsEntry("documents", 200L);
    }

    @Test
    void everyForeignKeyIsValid(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        assertThat(Rows.orphans(database)).isEmpty();
    }

    @Test
    void aDanglingForeignKeyIsDetected(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        // given
        database.execute("SET session_replication_role = replica; UPDATE documents SET author_id = -1 WHERE id = 7");

        // then
        assertThat(Rows.orphans(database)).containsExactly("documents.author_id");
    }

    @Test
    void theSameSeedGivesTheSameRowsAndFiles(@From(GeneratedEdms.class) TestDatabase one, TestDatabase other)
            throws SQLException, IOException {
        // when
        generate(other, GeneratedEdms.SIZE);

        // then
        assertThat(Rows.digests(other)).isEqualTo(Rows.digests(one));
        assertThat(filesBelow(directory)).isEqualTo(filesBelow(GeneratedEdms.ROOT));
    }

    @Test
    void anotherSeedGivesDifferentRows(@From(GeneratedEdms.class) TestDatabase one, TestDatabase other)
            throws SQLException {
        // when
        generate(other, new Size(200, 2, 2048));

        // then
        assertThat(Rows.query(other, "SELECT uuid FROM documents"))
                .doesNotContainAnyElementsOf(Rows.query(one, "SELECT uuid FROM documents"));
    }

    @Test
    void aUserWithForeignKeyChecksGetsTheSameRows(@From(GeneratedEdms.class) TestDatabase one, TestDatabase other)
            throws SQLException {
        // given
        String owner = "owner_of_" + other.name();
        other.execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'ordinary'");
        try {
            other.execute("ALTER DATABASE " + other.name() + " OWNER TO " + owner);
            other.execute("ALTER SCHEMA public OWNER TO " + owner);
            PGSimpleDataSource ordinary = (PGSimpleDataSource) other.dataSource();
            ordinary.setUser(owner);
            ordinary.setPassword("ordinary");
            DemoEdms edms = new DemoEdms(ordinary, directory);

            // when
            edms.createSchema();
            edms.generate(GeneratedEdms.SIZE);

            // then
            assertThat(Rows.digests(other)).isEqualTo(Rows.digests(one));
        } finally {
            other.execute("REASSIGN OWNED BY " + owner + " TO CURRENT_USER");
            other.execute("DROP ROLE " + owner);
        }
    }

    @Test
    void rowsAndFilesCorrespond(@From(GeneratedEdms.class) TestDatabase database) throws SQLException, IOException {
        assertThat(Rows.query(database, NAMED_FILES))
                .hasSizeGreaterThan(200)
                .containsExactlyInAnyOrderElementsOf(filesBelow(GeneratedEdms.ROOT));
    }

    @Test
    void textsContainDifficultCharacters(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        String texts =
                String.join("\n", Rows.query(database, "SELECT title || description || metadata::text FROM documents"));

        assertThat(texts)
                .contains("\uD83D\uDCC4", "\u200Fשלום", "e\u0301", "C:\\docs", "\t- ", "\r\n", "\\.", "\"quoted\"");
        assertThat(Rows.count(database, "documents WHERE description = ''")).isPositive();
        assertThat(Rows.count(database, "documents WHERE reviewer_id IS NULL")).isPositive();
        assertThat(Rows.count(database, "system_metrics WHERE value = 'NaN' OR value = '-Infinity'"))
                .isEqualTo(2);
    }

    @Test
    void aLargeEdmsHasLongTexts(TestDatabase database) throws SQLException {
        // when
        generate(database, new Size(3000, 1, 1024));

        // then
        assertThat(Rows.count(database, "documents WHERE length(description) > 10000"))
                .isPositive();
    }

    @Test
    void auditEntriesReferenceRowsOfTheirType(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        String dangling = """
                audit_trail JOIN django_content_type AS type ON type.id = content_type_id
                WHERE CASE model
                    WHEN 'document' THEN NOT EXISTS (SELECT FROM documents WHERE id = audit_trail.object_id::bigint)
                    WHEN 'user' THEN NOT EXISTS (SELECT FROM users WHERE id = audit_trail.object_id::bigint)
                    WHEN 'workflowinstance' THEN NOT EXISTS (SELECT FROM workflow_instances WHERE id = audit_trail.object_id::bigint)
                END
                """;

        assertThat(
                        Rows.query(
                                database,
                                "SELECT DISTINCT model FROM audit_trail JOIN django_content_type AS type ON type.id = content_type_id"))
                .containsExactlyInAnyOrder("document", "user", "workflowinstance");
        assertThat(Rows.count(database, dangling))
                .isEqualTo(Rows.count(database, "audit_trail WHERE object_id::bigint > 1000000000"))
                .isPositive();
    }

    @Test
    void theNextIdIsFree(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        // when
        database.execute("INSERT INTO auth_group (name) VALUES ('a fifth')");

        // then
        assertThat(Rows.query(database, "SELECT id FROM auth_group WHERE name = 'a fifth'"))
                .containsExactly("5");
    }

    @Test
    void anEdmsWithRowsIsUnchanged(@From(GeneratedEdms.class) TestDatabase database) throws SQLException {
        // given
        List<String> before = Rows.digests(database);

        // then
        assertThatThrownBy(() -> generate(database, Size.of(10)))
                .isInstanceOf(DemoEdmsException.class)
                .hasMessageContaining("not empty");
        assertThat(Rows.digests(database)).isEqualTo(before);
    }

    @Test
    void aFailedGenerationLeavesNoRows(TestDatabase database) throws SQLException, IOException {
        // given
        Files.createDirectories(directory.resolve("storage"));
        Files.writeString(directory.resolve("storage/attachments"), "in the way");

        // when
        assertThatThrownBy(() -> generate(database, Size.of(10)))
                .isInstanceOf(DemoEdmsException.class)
                .hasMessageContaining("storage/attachments");

        // then
        assertThat(new DemoEdms(database.dataSource(), directory).rowCounts().values())
                .containsOnly(0L);
    }

    private void generate(TestDatabase database, Size size) throws SQLException {
        DemoEdms edms = new DemoEdms(database.dataSource(), directory);
        edms.createSchema();
        edms.generate(size);
    }

    private static List<String> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file) + " " + sizeAndDigest(file))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static String sizeAndDigest(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return content.length + " " + String.format("%064x", new BigInteger(1, digest));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot digest " + file, e);
        }
    }
}
