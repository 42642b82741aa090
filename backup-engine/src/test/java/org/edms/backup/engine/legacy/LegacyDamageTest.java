package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged, incomplete and hostile packages are rejected, and nothing is written. */
class LegacyDamageTest {

    private static final String RECORDS = """
            [
              {"model": "users.role", "fields": {"name": "A", "is_active": true}},
              {"model": "users.role", "fields": {"name": "B", "is_active": null}},
              {"model": "users.role", "fields": {"name": "Ü", "is_active": false}}
            ]
            """;

    @TempDir
    Path directory;

    @Test
    void aFixtureTruncatedAnywhereIsIncomplete() throws IOException {
        // given
        byte[] whole = RECORDS.strip().getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("dump.json");
        long[] counted = new long[4];

        for (int length = 0; length < whole.length; length++) {
            // when
            Files.write(file, Arrays.copyOf(whole, length));
            BackupException refused = refused(() -> Converted.of(file));

            // then
            assertThat(refused.code()).as("%d bytes", length).isEqualTo(ErrorCode.PACKAGE_INCOMPLETE);
            for (int records = 0; records <= 3; records++) {
                counted[records] += refused.getMessage().contains(records + " records are complete") ? 1 : 0;
            }
        }
        assertThat(counted).doesNotContain(0);
    }

    @Test
    void aCompressedFixtureTruncatedAnywhereIsIncomplete() throws IOException {
        // given
        byte[] whole = LegacyPackage.gzip(RECORDS);
        Path file = directory.resolve("dump.json.gz");

        for (int length = 3; length < whole.length; length++) {
            // when
            Files.write(file, Arrays.copyOf(whole, length));

            // then
            assertThat(refused(() -> Converted.of(file)).code())
                    .as("%d bytes", length)
                    .isIn(ErrorCode.PACKAGE_INCOMPLETE, ErrorCode.PACKAGE_TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy.tar.gz", "legacy.tar"})
    void anArchiveTruncatedAnywhereIsRejected(String name) throws IOException {
        // given
        Path file = directory.resolve(name);
        byte[] whole = Files.readAllBytes(LegacyPackage.migration(RECORDS)
                .withStored(Map.of("documents/a", "content"))
                .write(file));
        int end = name.endsWith("gz") ? whole.length : whole.length - 10_240;

        for (int length = 0; length < end; length += Math.max(1, whole.length / 100)) {
            // when
            Files.write(file, Arrays.copyOf(whole, length));

            // then
            assertThat(refused(() -> Converted.of(file)).code())
                    .as("%d of %d bytes", length, whole.length)
                    .isIn(ErrorCode.PACKAGE_TRUNCATED, ErrorCode.PACKAGE_INCOMPLETE);
        }
    }

    @Test
    void anArchiveTruncatedBetweenMembersIsRejected() throws IOException {
        // given
        Path file = directory.resolve("files_backup.tar");
        byte[] whole = Files.readAllBytes(
                new LegacyPackage().with("media/a", "1").with("media/b", "2").write(file));

        for (int length = 0; length < 5 * 512; length += 512) {
            // when
            Files.write(file, Arrays.copyOf(whole, length));

            // then
            assertThat(refused(() -> Converted.of(file)).code())
                    .as("%d bytes", length)
                    .isEqualTo(ErrorCode.PACKAGE_TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Loading\n",
                "[2025-12-09] begin\nTraceback (most recent call last):\n",
                "[2025-12-09] begin\n[\n",
                "["
            })
    void nothingButLogLinesIsIncomplete(String text) throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("dump.json"), text);

        // then
        assertThat(refused(() -> Converted.of(file)).code()).isEqualTo(ErrorCode.PACKAGE_INCOMPLETE);
    }

    @Test
    void invalidContentIsCorruptAndNotIncomplete() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("dump.json"), RECORDS.replace("null", "nul"));

        // then
        assertRefused(() -> Converted.of(file), ErrorCode.PACKAGE_CORRUPT, "after record 1");
    }

    @Test
    void anotherChecksumIsRefusedAndTheMemberNamed() throws IOException {
        // given
        LegacyPackage legacy = LegacyPackage.sample();
        String records = new String(legacy.member("database/database_backup.json"), StandardCharsets.UTF_8);

        // when
        legacy.with("database/database_backup.json", records.replace("\"author01\"", "\"author02\""));

        // then
        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_CORRUPT, "database/database_backup.json");
    }

    @Test
    void anotherByteOfAStoredFileIsRefusedAndTheFileNamed() throws IOException {
        // given
        LegacyPackage legacy = LegacyPackage.migration(RECORDS).withStored(Map.of("documents/a.docx", "content"));

        // then
        assertRefused(
                () -> convert(legacy.with("storage/documents/a.docx", "c0ntent")),
                ErrorCode.PACKAGE_CORRUPT,
                "storage/documents/a.docx");
    }

    @Test
    void aStoredFileOfAnotherSizeIsRefused() throws IOException {
        // given
        LegacyPackage legacy = LegacyPackage.migration(RECORDS)
                .with("storage/a", "content")
                .with("storage/manifest.json", "{\"files\": {\"a\": {\"size\": 8}}}");

        // then
        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_CORRUPT, "storage/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database/database_backup.json", "storage/documents/a"})
    void listedButMissingContentIsReported(String member) throws IOException {
        // given
        LegacyPackage legacy = LegacyPackage.migration(RECORDS)
                .withStored(Map.of("documents/a", "content", "documents/b", "more"))
                .without(member);

        // then
        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_INCOMPLETE, member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"database/more.json", "storage/documents/c"})
    void unlistedContentIsRejected(String member) throws IOException {
        // given
        LegacyPackage legacy = LegacyPackage.migration(RECORDS)
                .withStored(Map.of("documents/a", "content"))
                .with(member, "[]");

        // then
        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_INCOMPLETE, member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model_counts\": {\"users.role\": 4}} | users.role: found 3",
                "{\"model_counts\": {}} | users.role: found 3",
                "{\"model_counts\": {\"users.role\": 3, \"users.user\": 7}} | users.user: found 0",
                "{\"total_records\": 491} | records in total: found 3"
            })
    void countsThatDifferFromTheDeclaredOnesAreRefused(String example) throws IOException {
        // given
        String[] parts = example.split(" \\| ", -1);
        LegacyPackage legacy = LegacyPackage.migration(RECORDS)
                .with("database/backup_metadata.json", parts[0])
                .withChecksums();

        // then
        assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_INCOMPLETE, parts[1]);
    }

    @Test
    void theCountsBesideALoneFixtureAreCompared() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("database_backup_1.json"), RECORDS);
        Path beside = directory.resolve("database_backup_1_metadata.json");

        // then
        Files.writeString(beside, "{\"total_records\": 3}");
        assertThat(Converted.of(file).result().written()).isEqualTo(3);
        Files.writeString(beside, "{\"total_records\": 4}");
        assertRefused(() -> Converted.of(file), ErrorCode.PACKAGE_INCOMPLETE, "records in total: found 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../outside", "storage/../../outside", "storage//a", "back\\slash", "bell\u0007"})
    void aNameThatLeavesTheDirectoryIsRejected(String name) throws IOException {
        assertRefused(() -> convert(new TarArchiveEntry(name, true)), ErrorCode.PACKAGE_HOSTILE, "");
    }

    @Test
    void aDirectoryThatLeavesTheRootIsRejected() {
        TarArchiveEntry entry = new TarArchiveEntry("./../outside/", TarConstants.LF_DIR);

        assertRefused(() -> convert(entry), ErrorCode.PACKAGE_HOSTILE, "outside");
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void aMemberThatIsNotAFileIsRejected(byte kind) {
        TarArchiveEntry entry = new TarArchiveEntry("./storage/innocent", kind);
        entry.setLinkName("/etc/passwd");

        assertRefused(() -> convert(entry), ErrorCode.PACKAGE_HOSTILE, "storage/innocent");
    }

    @Test
    void twoMembersOfOneNameAreRefused() {
        assertRefused(
                () -> convert(new TarArchiveEntry("./media/a"), new TarArchiveEntry("media/a")),
                ErrorCode.PACKAGE_HOSTILE,
                "media/a");
    }

    @Test
    void aBombIsRefusedBeforeItFillsTheDisk() throws IOException {
        // given
        Path file = directory.resolve("bomb.json.gz");
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            output.write("[{\"model\": \"users.role\", \"fields\": {\"name\":".getBytes(StandardCharsets.UTF_8));
            for (int megabytes = 0; megabytes < 400; megabytes++) {
                output.write(spaces);
            }
            output.write("\"x\"}}]".getBytes(StandardCharsets.UTF_8));
        }

        // then
        assertRefused(() -> Converted.of(file), ErrorCode.PACKAGE_HOSTILE, "bomb.json.gz");
    }

    @Test
    void aListOfStoredFilesThatCannotBeReadIsRefused() throws IOException {
        for (String list : new String[] {"[]", "{\"files\": {\"a\": ", "x", ""}) {
            LegacyPackage legacy = LegacyPackage.migration(RECORDS).with("storage/manifest.json", list);

            assertRefused(() -> convert(legacy), ErrorCode.PACKAGE_CORRUPT, "storage/manifest.json");
        }
    }

    @Test
    void anInterruptedConversionLeavesNothing() throws IOException {
        // given
        Path file = LegacyPackage.sample().write(directory.resolve("legacy.tar.gz"));
        Thread.currentThread().interrupt();

        // then
        assertThatThrownBy(() -> Converted.of(file)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(directory.toFile().list()).containsExactly("legacy.tar.gz");
    }

    @Test
    void aMissingPackageIsNamed() {
        assertRefused(() -> Converted.of(directory.resolve("nothing.tar.gz")), ErrorCode.NOT_FOUND, "nothing.tar.gz");
    }

    private Converted convert(LegacyPackage legacy) throws IOException {
        return Converted.of(legacy.write(directory.resolve("legacy.tar.gz")));
    }

    private Converted convert(TarArchiveEntry... entries) throws IOException {
        Path file = directory.resolve("hostile.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file), "UTF-8")) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return Converted.of(file);
    }

    private void assertRefused(ThrowingCallable conversion, ErrorCode code, String named) {
        BackupException refused = refused(conversion);
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
        assertThat(refused).hasMessageContaining(named);
    }

    /** Checks that a rejected package leaves nothing behind. */
    private BackupException refused(ThrowingCallable conversion) {
        BackupException[] refused = new BackupException[1];
        assertThatThrownBy(conversion).isInstanceOfSatisfying(BackupException.class, e -> refused[0] = e);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".partial"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return refused[0];
    }
}
