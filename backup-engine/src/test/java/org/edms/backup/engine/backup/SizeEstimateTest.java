package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.StoredFile;
import org.edms.backup.engine.store.Upload;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the sizes of packages with their estimates. */
@Tag("long")
@PostgresTest
class SizeEstimateTest {

    private static final Percentage TOLERANCE = Percentage.withPercentage(100 * SizeEstimate.TOLERANCE);

    /** Databases of different character, each larger than the sample that is read of it. */
    enum RowBackup {
        PROSE(
                "CREATE TABLE t AS SELECT n, (SELECT string_agg(md5((n * 7 + w % 5)::text), ' ') FROM generate_series(1, 6) w)"
                        + " AS prose, 'draft of section ' || n % 97 AS title FROM generate_series(1, 60000) n"),
        REPETITIVE("CREATE TABLE t AS SELECT n, repeat('approved by the quality department; ', 20) AS remark"
                + " FROM generate_series(1, 30000) n"),
        RANDOM_BYTES("CREATE TABLE t AS SELECT n, decode(md5(n::text) || md5((-n)::text) || md5((n * 3)::text), 'hex')"
                + " AS bytes FROM generate_series(1, 200000) n"),
        SMALL_ROWS("CREATE TABLE t AS SELECT n, n % 7 AS kind, now() - n * interval '1 minute' AS at"
                + " FROM generate_series(1, 500000) n"),
        LARGE_TEXTS("CREATE TABLE t AS SELECT n, repeat(md5(n::text) || ' in the year ' || n % 40, 2000) AS body"
                + " FROM generate_series(1, 600) n"),
        LARGE_BYTES("CREATE TABLE t AS SELECT n, (SELECT decode(string_agg(md5((n * 1000 + w)::text), ''), 'hex')"
                + " FROM generate_series(1, 1000) w) AS bytes FROM generate_series(1, 900) n"),
        BLOATED("CREATE TABLE t AS SELECT n, md5(n::text) AS code, repeat('x', n % 300) AS filler"
                + " FROM generate_series(1, 120000) n; DELETE FROM t WHERE n % 4 > 0"),
        SORTED_BY_KIND("CREATE TABLE t AS SELECT n, CASE WHEN n < 60000 THEN repeat('same', 60)"
                + " ELSE md5(n::text) || md5((-n)::text) END AS what FROM generate_series(1, 120000) n"),
        MANY_TABLES(
                "DO $$ BEGIN FOR i IN 1..120 LOOP EXECUTE 'CREATE TABLE t' || i || ' AS SELECT n, md5(n::text) AS code"
                        + " FROM generate_series(1, ' || i * 20 || ') n'; END LOOP; END $$"),
        LARGE_OBJECTS("SELECT lo_from_bytea(n, (SELECT decode(string_agg(md5((n * 1000 + w)::text), ''), 'hex')"
                + " FROM generate_series(1, 500) w)) FROM generate_series(1, 700) n");

        private final String sql;

        RowBackup(String sql) {
            this.sql = sql;
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @Tag("campaign")
    void theEstimatedSizeOfAPackageOfRowsIsRight(RowBackup rows, TestDatabase database) throws Exception {
        database.execute(rows.sql);

        for (Compression compression : Compression.values()) {
            assertEstimate(rows.name(), backups(database, BackupType.DATABASE).compressed(compression));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROSE", "RANDOM_BYTES", "LARGE_BYTES"})
    void theEstimatedSizeOfACompressedPackageOfRowsIsRight(RowBackup rows, TestDatabase database) throws Exception {
        database.execute(rows.sql);

        assertEstimate(rows.name(), backups(database, BackupType.DATABASE));
    }

    /** One row in a hundred contains nearly all bytes. A sample then says little, and must not reject a backup that fits. */
    @Test
    void aBackupThatFitsIsCreatedEvenIfAFewRowsHoldMostBytes(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE t AS SELECT n, CASE WHEN n % 100 < 1 THEN"
                + " (SELECT decode(string_agg(md5((n * 1000 + w)::text), ''), 'hex') FROM generate_series(1, 20000) w) END AS b"
                + " FROM generate_series(1, 10000) n");
        long size = backups(database, BackupType.DATABASE).run().stored().bytes();
        Path enough = Files.createDirectory(directory.resolve("enough"));

        // then
        new Backups(new SmallStore(enough, size + size / 10))
                .of(database)
                .type(BackupType.DATABASE)
                .run();
    }

    @Test
    void theEstimatedSizeOfADemonstrationPackageIsRight(@From(SmallEdms.class) TestDatabase database) throws Exception {
        Path files = SmallEdms.ROOT.resolve("storage");

        for (Compression compression : Compression.values()) {
            Backups full = backups(database, BackupType.FULL).files(files).edmsModel();
            assertEstimate("EDMS", full.compressed(compression));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("campaign")
    void theEstimatedSizeOfAPackageOfFilesIsRight(Compression compression, TestDatabase database) throws Exception {
        assertEstimate(
                "small texts", ofFiles(database, files("texts", 8000, 3000, 1)).compressed(compression));
        assertEstimate(
                "small scans", ofFiles(database, files("scans", 4000, 6000, 0)).compressed(compression));
        assertEstimate(
                "tiny files", ofFiles(database, files("tiny", 6000, 40, 2)).compressed(compression));
        assertEstimate(
                "large files",
                ofFiles(database, files("large", 12, 4_000_000, 3)).compressed(compression));
        assertEstimate(
                "all sizes", ofFiles(database, files("mixed", 800, 60_000, 3)).compressed(compression));
    }

    @Test
    void theEstimatedSizeOfAnIncrementalPackageIsRight(TestDatabase database) throws Exception {
        // given
        Path files = files("documents", 3000, 5000, 3);
        Backups full = backups(database, BackupType.FULL).files(files);
        full.run();
        for (int i = 0; i < 300; i++) {
            Files.write(files.resolve("new-" + i), content(new Random(i), 9000, false));
        }

        // then
        assertEstimate("changes", backups(database, BackupType.INCREMENTAL).files(files));
    }

    @Test
    void aFullStoreIsReportedWithTheSpaceNeeded(TestDatabase database) throws Exception {
        // given
        database.execute(RowBackup.RANDOM_BYTES.sql);
        long size = backups(database, BackupType.DATABASE).run().stored().bytes();
        Path small = Files.createDirectory(directory.resolve("small"));

        // then
        new Backups(new SmallStore(small, size + size / 4))
                .of(database)
                .type(BackupType.DATABASE)
                .run();
        assertThatThrownBy(() -> new Backups(new SmallStore(small, size / 2))
                        .of(database)
                        .type(BackupType.DATABASE)
                        .run())
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STORE_FULL);
                    String told = e.failure().detail().replaceAll("^the package needs about ([0-9,]+) bytes.*", "$1");
                    assertThat(Long.parseLong(told.replace(",", ""))).isCloseTo(size, TOLERANCE);
                });
        try (Stream<Path> left = Files.list(small)) {
            assertThat(left.filter(file -> file.toString().endsWith(".tar.zst")))
                    .hasSize(1);
        }
    }

    private void assertEstimate(String what, Backups backups) throws IOException, SQLException {
        BackupRequest request = backups.request();
        long estimate;
        BackupChain chain = request.onlyChangedFiles() ? backups.chain() : BackupChain.none();
        try (DatabaseContent content = DatabaseContent.open(request);
                FileLists files = FileLists.of(request, new Findings())) {
            estimate = SizeEstimate.of(
                    request,
                    content,
                    files,
                    () -> chain.links().isEmpty() ? KnownFiles.none() : KnownFiles.of(chain.open(backups.packages())));
        }
        long size = backups.run().stored().bytes();
        System.out.printf(
                "%-16s %-5s %,12d estimated, %,12d bytes: %+.1f %%%n",
                what, request.to().compression(), estimate, size, 100.0 * (estimate - size) / size);
        assertThat(size).as(what + ", " + request.to().compression()).isCloseTo(estimate, TOLERANCE);
    }

    private Backups backups(TestDatabase database, BackupType type) {
        return new Backups(directory).of(database).type(type);
    }

    private Backups ofFiles(TestDatabase database, Path files) {
        return backups(database, BackupType.FILES).files(files);
    }

    /** @param compressibleOf how many of four files are texts; the others are as random as scans */
    private Path files(String name, int count, int bytes, int compressibleOf) throws IOException {
        Path files = Files.createDirectories(directory.resolve("files-" + name));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < count; i++) {
            Path folder = Files.createDirectories(files.resolve("2026/" + i % 12));
            boolean compressible = compressibleOf == 1 || (compressibleOf > 1 && i % 4 < compressibleOf);
            int length = bytes / 2 + random.nextInt(bytes);
            Files.write(folder.resolve("document-" + i + ".pdf"), content(random, length, compressible));
        }
        return files;
    }

    private static byte[] content(Random random, int length, boolean compressible) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        if (compressible) {
            List<String> words =
                    List.of("quality ", "approved ", "document ", "the ", "of ", "review ", "2026 ", "by ");
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append(words.get(random.nextInt(words.size())));
            }
            return text.substring(0, length).getBytes(StandardCharsets.UTF_8);
        }
        return content;
    }

    /** A store on a disk with a given amount of free space. */
    private static final class SmallStore implements PackageStore {

        private final DirectoryStore store;
        private final long free;

        SmallStore(Path directory, long free) {
            this.store = new DirectoryStore(directory);
            this.free = free;
        }

        @Override
        public List<StoredFile> list() {
            return store.list();
        }

        @Override
        public Upload begin(String name, boolean replace) {
            return store.begin(name, replace);
        }

        @Override
        public Optional<String> recordedDigest(String name) {
            return store.recordedDigest(name);
        }

        @Override
        public boolean isSealed(String name, String manifestSha256) {
            return store.isSealed(name, manifestSha256);
        }

        @Override
        public SeekableByteChannel open(String name) {
            return store.open(name);
        }

        @Override
        public void delete(String name) {
            store.delete(name);
        }

        @Override
        public List<String> removeLeftovers() {
            return store.removeLeftovers();
        }

        @Override
        public OptionalLong freeBytes() {
            return OptionalLong.of(free);
        }
    }
}
