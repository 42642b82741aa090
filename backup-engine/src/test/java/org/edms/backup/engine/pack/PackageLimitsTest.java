package org.edms.backup.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.container.ForgedPackage;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestTotals;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.CatalogReader;
import org.edms.backup.engine.verify.PackageContent;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small packages that would exhaust memory or take hours to read are rejected with an error that names the cause. */
@PostgresTest
class PackageLimitsTest {

    private static final String START_OF_A_KEY =
            "{\"database\":\"x\",\"ddl\":[],\"tables\":[{\"schema\":\"public\",\"name\":\"t\",\"kind\":\"ORDINARY\","
                    + "\"columns\":[],\"foreign_keys\":[],\"unique_keys\":[{\"name\":\"k\",\"columns\":[";

    @TempDir
    static Path directory;

    private static ForgedPackage genuine;

    @BeforeAll
    static void makeOne(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        Path store = Files.createDirectory(directory.resolve("genuine"));
        BackupResult backup = new Backups(store)
                .type(BackupType.DATABASE)
                .of(database)
                .model(ModelFile.parse("format: edms-model/1\ntables: {t: {key: [word]}}"))
                .run();
        genuine = ForgedPackage.of(store.resolve(backup.stored().name()));
    }

    @Test
    void aCatalogOfManyMegabytesIsRefused() throws IOException {
        assertRefused(genuine.copy().with(CatalogReader.CATALOG, " ".repeat(65 << 20)), CatalogReader.CATALOG, "bytes");
    }

    @Test
    void aCatalogOfMillionsOfValuesIsRefused() throws IOException {
        assertRefused(
                genuine.copy().with(CatalogReader.CATALOG, START_OF_A_KEY + "\"a\",".repeat(5 << 20)),
                CatalogReader.CATALOG,
                "values");
    }

    @Test
    void aCatalogThatCouldNotBeReadAgainIsNotWritten() {
        byte[] catalog = (START_OF_A_KEY + "\"a\",".repeat(5 << 20)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> CatalogReader.requireReadable(catalog))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED));
    }

    @Test
    void aModelOfManyMegabytesIsRefused() throws IOException {
        assertRefused(genuine.copy().with(CatalogReader.MODEL, "#".repeat(5 << 20)), CatalogReader.MODEL, "bytes");
    }

    @Test
    void aModelOfHundredsOfThousandsOfValuesIsRefused() throws IOException {
        assertRefused(
                genuine.copy()
                        .with(
                                CatalogReader.MODEL,
                                "format: edms-model/1\ntables: {t: {key: [" + "a,".repeat(400_000) + "a]}}"),
                CatalogReader.MODEL,
                "values");
    }

    @Test
    void aManifestOfMillionsOfValuesIsRefused() throws IOException {
        assertRefused(
                genuine.copy()
                        .manifestHead(
                                ("{\"left_out\":[" + "{},".repeat(3 << 20) + "{}]}").getBytes(StandardCharsets.UTF_8)),
                "manifest.json",
                "values");
    }

    @Test
    void aManifestOfManyMegabytesBeforeItsMembersIsRefused() throws IOException {
        assertRefused(
                genuine.copy()
                        .manifestHead(("{\"x\":[" + "[],".repeat(11 << 20) + "0]}").getBytes(StandardCharsets.UTF_8)),
                "manifest.json",
                "bytes");
    }

    @Test
    void namesOfPartsThatFillTheMemoryAreRefused() throws IOException {
        // given
        ManifestTotals totals;
        try (PackageReader reader = open(genuine.copy().write(directory.resolve("names.tar")))) {
            totals = new ManifestTotals(reader.manifest());
        }
        String longName = "x/".repeat(8000);

        // then
        assertHostile(() -> {
            PackageId earlier = new PackageId(UUID.randomUUID());
            for (int i = 0; i < 3000; i++) {
                totals.add(Entry.of(MemberKind.GUIDE, new MemberName(longName + i), 0, Instant.EPOCH, 0)
                        .inheritedFrom(earlier));
            }
        });
    }

    @Test
    void theDigestFileHasOneLine() throws IOException {
        // given
        Path file = genuine.copy().write(directory.resolve("digest.tar"));
        Files.writeString(directory.resolve("digest.tar.sha256"), "0".repeat(64 << 20));

        // then
        assertThat(new DirectoryStore(directory)
                        .recordedDigest(file.getFileName().toString()))
                .hasValueSatisfying(digest -> assertThat(digest).hasSizeLessThan(5000));
        Files.delete(directory.resolve("digest.tar.sha256"));
    }

    private static PackageReader open(Path file) throws IOException {
        return PackageReader.open(
                new DirectoryStore(file.getParent()), file.getFileName().toString(), List.of());
    }

    private static void assertRefused(ForgedPackage forged, String... named) throws IOException {
        Path file = forged.write(directory.resolve(new PackageId(UUID.randomUUID()) + ".tar.zst"));
        assertThat(Files.size(file)).isLessThan(1 << 20);
        assertThatThrownBy(() -> {
                    try (PackageReader reader = open(file)) {
                        PackageContent content = PackageContent.read(reader);
                        content.catalog();
                        content.model();
                    }
                })
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.code().exitCode()).isEqualTo(ExitCode.PACKAGE_UNREADABLE);
                    assertThat(e.failure().detail()).contains(named);
                });
    }

    private static void assertHostile(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_HOSTILE));
    }
}
