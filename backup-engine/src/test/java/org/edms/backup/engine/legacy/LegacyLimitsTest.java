package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small legacy packages that would exhaust memory or overflow the stack are rejected, and the error names the member. */
@Tag("long")
class LegacyLimitsTest {

    private static final String RECORD =
            "[{\"model\": \"users.role\", \"fields\": {\"name\": \"A\", \"is_active\": true}}]";
    private static final String CHECKSUMS = "database/checksum.txt";
    private static final String DUMP = "database/data.sql";

    @TempDir
    Path directory;

    @Test
    void aDocumentOfMillionsOfValuesIsRefused() throws IOException {
        assertRefused(
                LegacyPackage.migration(RECORD)
                        .with("database/backup_metadata.json", "{\"model_counts\":[" + "[],".repeat(600_000) + "0]}")
                        .withChecksums(),
                ErrorCode.PACKAGE_CORRUPT,
                "database/backup_metadata.json");
    }

    @Test
    void aChecksumFileOfManyMegabytesIsRefused() throws IOException {
        assertRefused(
                LegacyPackage.migration(RECORD).with(CHECKSUMS, "\n".repeat(17 << 20)),
                ErrorCode.PACKAGE_HOSTILE,
                CHECKSUMS);
    }

    @Test
    void aListOfMillionsOfStoredFilesIsRefused() throws IOException {
        // given
        StringBuilder files = new StringBuilder("{\"files\":{");
        for (int i = 0; i <= 1_000_000; i++) {
            files.append('"').append(i).append("\":0,");
        }

        // then
        assertRefused(
                LegacyPackage.migration(RECORD).with("storage/manifest.json", files + "\"x\":0}}"),
                ErrorCode.PACKAGE_HOSTILE,
                "storage/manifest.json");
    }

    @Test
    void aStoredFileOfThousandsOfValuesIsRefused() throws IOException {
        assertRefused(
                LegacyPackage.migration(RECORD)
                        .with("storage/manifest.json", "{\"files\":{\"a\":[" + "0,".repeat(2000) + "0]}}"),
                ErrorCode.PACKAGE_CORRUPT,
                "storage/manifest.json");
    }

    @Test
    void aRecordOfMillionsOfValuesIsRefused() throws IOException {
        assertRefused(
                LegacyPackage.migration(
                        "[{\"model\":\"users.role\",\"fields\":{\"name\":[" + "[],".repeat(600_000) + "0]}}]"),
                ErrorCode.PACKAGE_CORRUPT,
                "database/database_backup.json");
    }

    @Test
    void aRecordOfManyMegabytesIsRefused() throws IOException {
        // given
        String longText = "\"" + "x".repeat(9 << 20) + "\",";

        // then
        assertRefused(
                LegacyPackage.migration(
                        "[{\"model\":\"users.role\",\"fields\":{\"name\":[" + longText.repeat(4) + "0]}}]"),
                ErrorCode.PACKAGE_HOSTILE,
                "database/database_backup.json");
    }

    @Test
    void manyRecordsThatAreLongerTogetherAreRead() throws IOException {
        // given
        StringBuilder records = new StringBuilder("[");
        for (int i = 0; i < 5; i++) {
            records.append("{\"model\":\"users.role\",\"fields\":{\"name\":\"")
                    .append(i)
                    .append("x".repeat(8 << 20))
                    .append("\",\"is_active\":true}},");
        }
        records.setCharAt(records.length() - 1, ']');
        Path file = LegacyPackage.migration(records.toString()).write(directory.resolve("legacy.tar.gz"));

        // then
        assertThat(Converted.of(file).account("users.role"))
                .hasValueSatisfying(account -> assertThat(account.written()).isEqualTo(5));
    }

    @Test
    void aHeaderOfManyMegabytesIsRefused() throws IOException {
        // given
        Path file = directory.resolve("legacy.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), "UTF-8")) {
            TarArchiveEntry entry = new TarArchiveEntry("metadata.json");
            entry.addPaxHeader("comment", "a".repeat(2 << 20));
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }

        // then
        assertRefused(file, ErrorCode.PACKAGE_HOSTILE, "header");
    }

    @Test
    void namesThatFillTheMemoryAreRefused() throws IOException {
        // given
        String longName = ("a".repeat(250) + "/").repeat(60);
        byte[] member = new LegacyPackage().with(longName + "000000", "").tar();
        int number = new String(member, StandardCharsets.ISO_8859_1).indexOf("/000000") + 1;
        Path file = directory.resolve("legacy.tar.gz");
        try (OutputStream tar = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 4500; i++) {
                byte[] digits = "%06d".formatted(i).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, member, number, digits.length);
                tar.write(member);
            }
        }

        // then
        assertRefused(file, ErrorCode.PACKAGE_HOSTILE, "characters in their names");
    }

    @Test
    void aLineOfADumpThatFillsTheMemoryIsRefused() throws IOException {
        assertRefused(
                dump("COPY public.t (id) FROM stdin;\n" + "x".repeat(65 << 20) + "\n\\.\n"),
                ErrorCode.PACKAGE_HOSTILE,
                DUMP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE public.t\n", "ALTER TABLE public.t "})
    void aStatementOfADumpWithoutEndIsRefused(String start) throws IOException {
        assertRefused(
                dump(start + (start.endsWith("\n") ? "x\n" : "x").repeat(2 << 20) + "\n"),
                ErrorCode.PACKAGE_HOSTILE,
                DUMP);
    }

    /** The platform's regex matcher recurses for each character of a group. */
    @Test
    void aLongQuotedNameDoesNotOverflowTheStack() throws IOException {
        assertRefused(
                dump("COPY public.\"" + "a\"\"".repeat(100_000) + "\" (id) FROM stdin;\n1\n\\.\n"),
                ErrorCode.FORM_UNSUPPORTED,
                "COPY");
    }

    @Test
    void aNameWithANulIsRefused() throws IOException {
        assertRefused(dump("COPY public.t\0 (id) FROM stdin;\n1\n\\.\n"), ErrorCode.PACKAGE_CORRUPT, "NUL");
        assertRefused(dump("COPY public.t (\"i\0d\") FROM stdin;\n1\n\\.\n"), ErrorCode.PACKAGE_CORRUPT, "NUL");
    }

    /** Four bytes that look like the start of UTF-32 are decoded as such, and may be invalid in it. */
    @Test
    void aDocumentInAnotherEncodingIsRefused() throws IOException {
        byte[] start = "{".getBytes(Charset.forName("UTF-32BE"));
        byte[] damaged = {start[0], start[1], start[2], start[3], 'a', '!', '{', '\t'};
        assertRefused(
                LegacyPackage.migration(RECORD).with("storage/manifest.json", damaged),
                ErrorCode.PACKAGE_CORRUPT,
                "storage/manifest.json");
        assertRefused(
                LegacyPackage.migration(RECORD)
                        .with("database/backup_metadata.json", damaged)
                        .withChecksums(),
                ErrorCode.PACKAGE_CORRUPT,
                "database/backup_metadata.json");
    }

    private LegacyPackage dump(String statements) {
        return new LegacyPackage()
                .with("metadata.json", "{}")
                .with(
                        DUMP,
                        ("--\n" + statements + "-- PostgreSQL database dump complete\n")
                                .getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(LegacyPackage hostile, ErrorCode code, String named) throws IOException {
        assertRefused(hostile.write(directory.resolve("legacy.tar.gz")), code, named);
    }

    private void assertRefused(Path file, ErrorCode code, String named) throws IOException {
        assertThat(Files.size(file)).isLessThan(4 << 20);
        assertThatThrownBy(() -> Converted.of(file)).isInstanceOfSatisfying(BackupException.class, refused -> {
            assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
            assertThat(refused).hasMessageContaining(named);
        });
    }
}
