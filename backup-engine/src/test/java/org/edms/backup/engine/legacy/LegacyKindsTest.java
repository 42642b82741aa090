package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.FileId;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All kinds of files that earlier systems produced. */
class LegacyKindsTest {

    private static final String RECORDS = "[{\"model\": \"users.role\", \"fields\": {\"name\": \"A\"}}]";
    private static final String NAMES_ONLY =
            "{\"backup_type\": \"edms_metadata\", \"tables_info\": {\"users\": {\"column_count\": 30}}}";
    private static final String CUSTOM_DUMP = "PGDMP\u0001\u000e\u0000";
    private static final String SCHEMA = """
            --
            -- PostgreSQL database dump
            --

            SET client_encoding = 'UTF8';

            CREATE FUNCTION public.fill() RETURNS void LANGUAGE sql AS $_$
            INSERT INTO public.roles VALUES (1);
            $_$;

            CREATE TABLE public.roles (
                id bigint NOT NULL,
                name text
            );

            ALTER TABLE ONLY public.roles
                ADD CONSTRAINT roles_pkey PRIMARY KEY (id);

            ALTER TABLE ONLY public.roles
                ADD CONSTRAINT roles_name_key UNIQUE (name);

            ALTER TABLE ONLY public."User Roles"
                ADD CONSTRAINT user_roles_role_id_fk FOREIGN KEY (role_id) REFERENCES public.roles(id) DEFERRABLE INITIALLY DEFERRED;

            """;
    private static final String DATA = """
            COPY public.roles (id, name) FROM stdin;
            1	Author
            2	tab\\there
            \\.


            COPY public."User Roles" (id, role_id, "at") FROM stdin;
            7	2	\\N
            \\.

            """;
    private static final String END = "--\n-- PostgreSQL database dump complete\n--\n";

    @TempDir
    Path directory;

    @Test
    void aMigrationPackageContainsRowsFilesAndSettings() throws IOException {
        // given
        LegacyPackage legacy = LegacyPackage.migration(RECORDS)
                .with("database/database_backup_fixed.json", "[]")
                .withStored(Map.of("documents/a.docx", "content", "media/Ünï%20.png", "picture"))
                .with("configuration/config_manifest.json", "{}")
                .with("configuration/.env", "SECRET_KEY=x")
                .with("scripts/restore.sh", "rm -rf /");

        // when
        Converted converted = convert(legacy);

        // then
        assertThat(converted.rows("roles")).hasSize(1);
        assertThat(converted.manifest().roots()).containsExactly(new Manifest.Root("storage", 2, 0, 14));
        assertThat(converted.text("files/storage/documents/a.docx")).isEqualTo("content");
        assertThat(converted.text("config/.env")).isEqualTo("SECRET_KEY=x");
        assertThat(converted.members().keySet()).noneMatch(name -> name.contains("restore.sh"));
        assertThat(converted.manifest().leftOut())
                .extracting(Manifest.LeftOut::what)
                .containsExactlyInAnyOrder("scripts/restore.sh", "database/database_backup_fixed.json");
        List<Entry> entries = Converted.entries(directory);
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == MemberKind.FILE)
                .extracting(Entry::file)
                .containsExactlyInAnyOrder(
                        new FileId("storage", "documents/a.docx"), new FileId("storage", "media/Ünï%20.png"));
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == MemberKind.CONFIGURATION)
                .extracting(entry -> entry.name().value())
                .containsExactlyInAnyOrder("config/config_manifest.json", "config/.env");
    }

    @Test
    void aRowIsComparedWithTheFileThatItNames() throws IOException {
        // given
        String document = "{'model': 'documents.document', 'pk': %d, 'fields': {'file_path': 'storage/documents/%s', "
                + "'file_size': %d, 'file_checksum': '%s'}}";
        String content = Sha256.of(new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
        String records = String.join(
                        ",",
                        document.formatted(1, "a", 7, content),
                        document.formatted(2, "b", 7, content),
                        document.formatted(3, "a", 8, content),
                        document.formatted(4, "a", 7, "0".repeat(64)))
                .replace('\'', '"');

        // when
        Converted converted =
                convert(LegacyPackage.migration("[" + records + "]").withStored(Map.of("documents/a", "content")));

        // then
        assertThat(converted.manifest().findings())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(
                        tuple(Finding.Kind.FILE_MISSING, "record 2 (documents.document)"),
                        tuple(Finding.Kind.FILE_DIFFERS, "record 3 (documents.document)"),
                        tuple(Finding.Kind.FILE_DIFFERS, "record 4 (documents.document)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump.json", "dump.json.gz"})
    void aSingleFixtureIsConvertedToRows(String name) throws IOException {
        // given
        Path file = directory.resolve(name);
        Files.write(file, name.endsWith("gz") ? LegacyPackage.gzip(RECORDS) : RECORDS.getBytes(StandardCharsets.UTF_8));

        // when
        Converted converted = Converted.of(file);

        // then
        assertThat(converted.rows("roles")).hasSize(1);
        assertThat(converted.manifest().header().createdAt()).isEqualTo(Converted.NOW);
    }

    @Test
    void namesWithoutRowsAreReportedAsAPackageWithoutData() throws IOException {
        // given
        Path alone = Files.writeString(directory.resolve("database_backup.json"), NAMES_ONLY);
        Path compressed = Files.write(directory.resolve("other.json.gz"), LegacyPackage.gzip(NAMES_ONLY));

        // then
        assertRefused(() -> Converted.of(alone), ErrorCode.PACKAGE_WITHOUT_DATA, "database_backup.json");
        assertRefused(() -> Converted.of(compressed), ErrorCode.PACKAGE_WITHOUT_DATA, "other.json.gz");
        assertRefused(
                () -> convert(LegacyPackage.migration("  \n" + NAMES_ONLY)),
                ErrorCode.PACKAGE_WITHOUT_DATA,
                "database/database_backup.json");
        assertRefused(
                () -> convert(LegacyPackage.migration(NAMES_ONLY.substring(0, 60))),
                ErrorCode.PACKAGE_WITHOUT_DATA,
                "database/database_backup.json");
        assertRefused(() -> convert(LegacyPackage.migration("[]")), ErrorCode.PACKAGE_WITHOUT_DATA, "empty");
    }

    @Test
    void anUnrelatedJsonObjectIsNotAPackage() {
        assertRefused(
                () -> convert(LegacyPackage.migration("{\"name\": \"x\"}")), ErrorCode.PACKAGE_FORMAT_UNKNOWN, "");
    }

    @Test
    void aFullLegacyBackupHasNoRowsAndItsFilesOnRequest() throws IOException {
        // given
        LegacyPackage legacy = new LegacyPackage()
                .with("database.sql.gz", LegacyPackage.gzip(NAMES_ONLY))
                .with("media/documents/a.docx", "content")
                .with("staticfiles/site.css", "css")
                .with("notes.txt", "x");

        // then
        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_WITHOUT_DATA, "database.sql.gz");

        // when
        Converted converted = Converted.of(legacy.write(directory.resolve("full_backup_1.tar.gz")), true);

        // then
        assertThat(converted.manifest().database()).isNull();
        assertThat(converted.manifest().header().type()).isEqualTo(BackupType.FILES);
        assertThat(converted.manifest().roots())
                .containsExactly(new Manifest.Root("media", 1, 0, 7), new Manifest.Root("staticfiles", 1, 0, 3));
        assertThat(converted.text("files/media/documents/a.docx")).isEqualTo("content");
        assertThat(converted.result().models()).isEmpty();
    }

    @Test
    void aFilesBackupContainsOnlyFiles() throws IOException {
        // given
        LegacyPackage legacy = new LegacyPackage().with("documents/a", "1").with(".cache/b", "2");

        // when
        Converted converted = Converted.of(legacy.write(directory.resolve("files_backup_1.tar")));

        // then
        assertThat(converted.manifest().roots()).containsExactly(new Manifest.Root("documents", 1, 0, 1));
        assertThat(converted.findings(Finding.Kind.FILE_LEFT_OUT)).isEqualTo(1);
    }

    @Test
    void aHybridIsRefusedWithTheNameOfItsDump() throws IOException {
        // given
        LegacyPackage legacy = hybrid(new LegacyPackage()
                .with("storage/documents/a", "content")
                .with("storage/media/b", "more")
                .bytes());

        // then
        assertRefused(() -> convert(legacy), ErrorCode.FORM_UNSUPPORTED, "tmp_20250101/database.dump");

        // when
        Converted converted = Converted.of(legacy.write(directory.resolve("backup_1.tar.gz")), true);

        // then
        assertThat(converted.manifest().roots()).containsExactly(new Manifest.Root("storage", 2, 0, 11));
        assertThat(converted.text("files/storage/documents/a")).isEqualTo("content");
    }

    @Test
    void aHybridWithoutFilesIsEmpty() throws IOException {
        // given
        Path file = hybrid(new byte[0]).write(directory.resolve("backup_1.tar.gz"));

        // then
        assertRefused(() -> Converted.of(file, true), ErrorCode.PACKAGE_WITHOUT_DATA, "backup_1.tar.gz");
    }

    @Test
    void hostileContentInANestedArchiveIsRejected() throws IOException {
        // given
        LegacyPackage inner = new LegacyPackage().with("storage/../../outside", "x");
        Path file = hybrid(inner.bytes()).write(directory.resolve("backup_1.tar.gz"));

        // then
        assertRefused(() -> Converted.of(file, true), ErrorCode.PACKAGE_HOSTILE, "outside");
    }

    @Test
    void aSqlDumpIsConvertedToRows() throws IOException {
        // given
        LegacyPackage inOne = dump().with("database/complete.sql", SCHEMA + DATA + END);
        LegacyPackage inTwo = dump().with("database/schema.sql", SCHEMA + END).with("database/data.sql", DATA + END);

        for (LegacyPackage legacy : List.of(inOne, inTwo)) {
            // when
            Converted converted = convert(legacy);

            // then
            assertThat(converted.text("database/public.roles.copy")).isEqualTo("1\tAuthor\n2\ttab\\there\n");
            assertThat(converted.rows("User Roles")).containsExactly(Map.of("id", "7", "role_id", "2", "at", "\\N"));
            assertThat(converted.result().read()).isEqualTo(3);
            Table roles = converted.catalog().table("public", "roles").orElseThrow();
            assertThat(roles.primaryKey()).isEqualTo(new Table.Key("roles_pkey", List.of("id")));
            assertThat(roles.uniqueKeys()).containsExactly(new Table.Key("roles_name_key", List.of("name")));
            assertThat(converted
                            .catalog()
                            .table("public", "User Roles")
                            .orElseThrow()
                            .foreignKeys())
                    .containsExactly(new Table.ForeignKey(
                            "user_roles_role_id_fk", List.of("role_id"), "public", "roles", List.of("id"), true, true));
            assertThat(converted.danglingValues()).isEmpty();
        }
    }

    @Test
    void aTruncatedSqlDumpIsIncomplete() throws IOException {
        // given
        String whole = SCHEMA + DATA + END;

        for (int length = 100; length < whole.length() - 4; length += 7) {
            LegacyPackage cut = dump().with("database/complete.sql", whole.substring(0, length));

            // then
            assertRefused(() -> convert(cut), ErrorCode.PACKAGE_INCOMPLETE, "database/complete.sql");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY public.a (id) FROM stdin;\n1\n\\.\n | FORM_UNSUPPORTED | primary key",
                "COPY public.a FROM stdin;\n1\n\\.\n | FORM_UNSUPPORTED | lists no columns",
                "COPY public.a (id, name) FROM stdin;\n1\n\\.\n | PACKAGE_CORRUPT | 1 values for 2 columns",
                "INSERT INTO public.a VALUES (1);\n | FORM_UNSUPPORTED | INSERT",
                "SET client_encoding = 'LATIN1';\n | FORM_UNSUPPORTED | LATIN1",
                "COPY public.a (id) FROM stdin;\n\\.\n | PACKAGE_WITHOUT_DATA | no table has a row"
            })
    void aSqlDumpInAnotherFormatIsRejected(String example) {
        String[] parts = example.split(" \\| ", -1);

        assertRefused(
                () -> convert(dump().with("database/complete.sql", "--\n" + parts[0] + END)),
                ErrorCode.valueOf(parts[1]),
                parts[2]);
    }

    @Test
    void aPackageThatDeclaresADatabaseButHasNoneIsIncomplete() {
        LegacyPackage legacy = new LegacyPackage()
                .with("metadata.json", "{\"components\": {\"database\": true}}")
                .with("storage/a", "content");

        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_INCOMPLETE, "database/database_backup.json");
    }

    @Test
    void anEmptyArchiveHoldsNothing() {
        assertRefused(() -> convert(new LegacyPackage()), ErrorCode.PACKAGE_WITHOUT_DATA, "legacy.tar.gz");
    }

    private static LegacyPackage dump() {
        return new LegacyPackage().with("metadata.json", "{\"export_timestamp\": \"yesterday\"}");
    }

    private static LegacyPackage hybrid(byte[] storage) {
        return new LegacyPackage()
                .with("tmp_20250101/database.dump", CUSTOM_DUMP)
                .with("tmp_20250101/storage.tar.gz", storage)
                .with("tmp_20250101/manifest.json", "{}");
    }

    private Converted convert(LegacyPackage legacy) throws IOException {
        return Converted.of(legacy.write(directory.resolve("legacy.tar.gz")));
    }

    private static void assertRefused(ThrowingCallable conversion, ErrorCode code, String named) {
        assertThatThrownBy(conversion)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }
}
