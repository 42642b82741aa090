package org.edms.backup.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.legacy.ConvertedPackage;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.ForgedPackage;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages as an attacker writes them: every digest is right, and what they say harms. Opening one to restore refuses it. */
@PostgresTest
class ForgedPackageTest {

    private static final String FILE = "files/storage/one.txt";
    private static final String ROWS = "database/public.t.copy";

    @TempDir
    static Path directory;

    private static ForgedPackage genuine;

    @BeforeAll
    static void makeOne(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one.txt"), "one");
        Files.writeString(files.resolve("two.txt"), "two");
        Path store = Files.createDirectory(directory.resolve("genuine"));
        BackupResult backup = new Backups(store)
                .of(database)
                .files(files)
                .model(ModelFile.parse("format: edms-model/1\ntables: {t: {key: [word]}}"))
                .run();
        genuine = ForgedPackage.of(store.resolve(backup.stored().name()));
    }

    @FunctionalInterface
    interface Forgery {
        void change(ForgedPackage forged) throws IOException;
    }

    private static Arguments forgery(String what, String named, Forgery forgery) {
        return Arguments.of(what, named, forgery);
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                path("an absolute path", "/srv/edms/storage/live.txt"),
                path("a path out of the root", "../../../x"),
                path("a path that is not normalized", "a/./b"),
                path("an empty part", "a//b"),
                path("a NUL", "a\0b"),
                path("half a surrogate pair", "a\ud800b"),
                path("a journal of ours", ".edms-restore-0190a0a0-0000-7000-8000-000000000000/added"),
                path("a journal of ours in capitals", ".EDMS-RESTORE-x/journal"),
                forgery(
                        "an unknown root",
                        FILE,
                        forged -> forged.entry(FILE).put("root", "other").put("path", "x")),
                forgery(
                        "a root without a path",
                        FILE,
                        forged -> forged.entry(FILE).put("root", "storage")),
                forgery(
                        "a root that is a path",
                        "manifest.json",
                        forged -> ((ObjectNode) forged.head().withArray("roots").get(0)).put("name", "../x")),
                forgery(
                        "a package outside the chain",
                        FILE,
                        forged -> forged.entry(FILE).put("in", "0190a0a0-0000-7000-8000-000000000000")),
                forgery("an omitted file", "files/storage/two.txt", forged -> forged.withoutEntry(FILE)),
                forgery(
                        "an omitted last member",
                        "manifest.json",
                        forged -> forged.withoutEntry(forged.entries()
                                .get(forged.entries().size() - 1)
                                .get("name")
                                .asText())),
                forgery("an omitted file, well laid out", "storage", forged -> forged.without(FILE)),
                forgery("omitted rows, well laid out", ROWS, forged -> forged.without(ROWS)),
                forgery(
                        "a table without its member",
                        "public.t",
                        forged -> table(forged).putArray("members")),
                forgery("fewer rows", "public.t", forged -> table(forged).put("rows", 1)),
                forgery(
                        "a column twice",
                        "public.t",
                        forged -> table(forged).putArray("columns").add("id").add("id")),
                forgery("no columns", "public.t", forged -> table(forged).putArray("columns")),
                forgery(
                        "negative rows",
                        "manifest.json",
                        forged -> table(forged).put("rows", -1)),
                forgery(
                        "negative rows of a member",
                        ROWS,
                        forged -> forged.entry(ROWS).put("rows", -1)),
                forgery("rows after the end of data", ROWS, forged -> {
                    forged.with(ROWS, "1\ta\n\\.\n2\tb\n").entry(ROWS).put("rows", 1);
                    table(forged).put("rows", 1);
                }),
                forgery("lines after the end of data that count", ROWS, forged -> {
                    forged.with(ROWS, "1\ta\n\\.\n2\tb\n").entry(ROWS).put("rows", 3);
                    table(forged).put("rows", 3);
                }),
                forgery("a file of the same name twice", "files/storage/zwei.txt", forged -> {
                    forged.members().put("files/storage/zwei.txt", "two".getBytes(StandardCharsets.UTF_8));
                    forged.entries()
                            .add(forged.entry("files/storage/two.txt")
                                    .deepCopy()
                                    .put("name", "files/storage/zwei.txt")
                                    .put("root", "storage")
                                    .put("path", "one.txt"));
                }),
                forgery(
                        "a null catalog",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "null")),
                forgery(
                        "a catalog that is cut off",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "{\"database\":\"x\",\"tables\":[")),
                forgery(
                        "a catalog that is deep",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "{\"tables\":" + "[".repeat(100_000))),
                forgery(
                        "a catalog of nulls",
                        "catalog/catalog.json",
                        forged -> forged.with(
                                "catalog/catalog.json", "{\"database\":\"x\",\"tables\":[null],\"ddl\":[]}")),
                forgery(
                        "a catalog without the table",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "{\"database\":\"x\",\"tables\":[],\"ddl\":[]}")),
                model("a model that contains itself", "tables: {t: {stub: {note: &a [*a]}}}"),
                model("an anchor", "schema: &a public"),
                model("a deep model", "tables: " + "[".repeat(10_000)),
                model("a model with control characters", "schema: \u0007"),
                model("a model that is a list", "- x"),
                model("an empty model", ""),
                forgery(
                        "an unknown kind",
                        "manifest.json",
                        forged -> forged.entry(FILE).put("kind", "DEVICE")),
                forgery(
                        "a file that is called rows",
                        FILE,
                        forged -> forged.entry(FILE).put("kind", "ROWS")),
                forgery("a mode of a device", FILE, forged -> forged.entry(FILE).put("mode", "60000")),
                forgery("no digest", FILE, forged -> forged.entry(FILE).put("sha256", "")),
                forgery(
                        "a time out of range",
                        "manifest.json",
                        forged -> forged.entry(FILE).put("modified", "never")),
                forgery("an impossible size", FILE, forged -> forged.entry(FILE).put("bytes", Long.MAX_VALUE)),
                forgery("no header", "manifest.json", forged -> forged.head().remove("header")),
                forgery(
                        "a null in the chain",
                        "manifest.json",
                        forged -> forged.head().withArray("chain").addNull()),
                forgery(
                        "a deep field",
                        "manifest.json",
                        forged -> forged.head()
                                .set("findings", new ObjectMapper().readTree("[".repeat(900) + "]".repeat(900)))));
    }

    private static Arguments path(String what, String path) {
        return forgery(
                what, FILE, forged -> forged.entry(FILE).put("root", "storage").put("path", path));
    }

    private static Arguments model(String what, String text) {
        return forgery(what, "catalog/edms-model.yaml", forged -> forged.with("catalog/edms-model.yaml", text));
    }

    private static ObjectNode table(ForgedPackage forged) {
        return (ObjectNode) forged.head().path("database").path("tables").get(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void whatRestoreRefusesVerifyRefusesByTheSameName(String what, String named, Forgery forgery) throws IOException {
        for (String suffix : List.of(".tar", ".tar.gz", ".tar.zst")) {
            // given
            ForgedPackage forged = genuine.copy();
            forgery.change(forged);
            Path file = forged.write(directory.resolve("forged" + suffix));

            // when
            List<Failure> opened = opened(file);
            List<Failure> verified = verified(file, VerifyLevel.FULL);

            // then
            assertThat(List.of(opened, verified)).as(suffix).allSatisfy(failures -> {
                assertThat(failures).isNotEmpty();
                assertThat(failures.get(0).code().exitCode()).isEqualTo(ExitCode.PACKAGE_UNREADABLE);
                assertThat(failures.get(0).detail()).contains(named);
                assertThat(failures.get(0).detail()).doesNotContainPattern("\\p{Cntrl}");
            });
        }
    }

    @Test
    void aRewrittenPackageThatSaysNothingElsePasses() throws IOException {
        for (String suffix : List.of(".tar", ".tar.gz", ".tar.zst")) {
            Path file = genuine.copy().write(directory.resolve("same" + suffix));

            assertThat(opened(file)).isEmpty();
            assertThat(verified(file, VerifyLevel.QUICK)).isEmpty();
            assertThat(verified(file, VerifyLevel.FULL)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "tab\there", "back\\slash", "100%", "e\u0301", "...", ".edms", "a/.edms-restore-x"})
    void aNameThatARealFileCanHaveIsBackedUpAndRead(String path) throws IOException {
        // given
        Path root = Files.createTempDirectory(directory, "odd");
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        Path store = Files.createTempDirectory(directory, "store");
        BackupResult backup =
                new Backups(store).type(BackupType.FILES).files(root).run();

        // then
        assertThat(backup.manifest().roots().get(0).files()).isEqualTo(1);
        assertThat(opened(store.resolve(backup.stored().name()))).isEmpty();
        assertThat(verified(store.resolve(backup.stored().name()), VerifyLevel.FULL))
                .isEmpty();
    }

    @Test
    void aDamagedPackageIsNotTakenForOneOfTheEarlierSystem() throws IOException {
        // given
        ForgedPackage forged = genuine.copy();
        forged.head().remove("header");
        Path file = forged.write(directory.resolve("damaged.tar"));

        // then
        assertThat(ConvertedPackage.isNeededFor(
                        new DirectoryStore(directory), file.getFileName().toString(), List.of()))
                .isFalse();
    }

    @Test
    void aDigestBesideThePackageThatDiffersIsRefused() throws IOException {
        // given
        Path file = genuine.copy().write(directory.resolve("digest.tar"));
        Files.writeString(directory.resolve("digest.tar.sha256"), "0".repeat(64) + "  digest.tar\n");

        // then
        assertThatThrownBy(() -> packages().compareDigest(file.getFileName().toString()))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_CORRUPT);
                    assertThat(e).hasMessageContaining("digest.tar.sha256");
                });
    }

    private static StoredPackages packages() {
        return new StoredPackages(new DirectoryStore(directory), List.of());
    }

    /** As a restore opens it, up to the first row or file. */
    private static List<Failure> opened(Path file) throws IOException {
        try (PackageReader reader = new StoredPackages(new DirectoryStore(file.getParent()), List.of())
                .open(file.getFileName().toString())) {
            PackageContent content = PackageContent.read(reader);
            if (content.manifest().database() != null) {
                content.catalog();
            }
            content.model();
            for (Map.Entry<String, Long> rows : rows(content).entrySet()) {
                PackageContent.use(reader, content.entry(rows.getKey()), rest -> rest.read());
            }
            return List.of();
        } catch (BackupException e) {
            return List.of(e.failure());
        }
    }

    private static Map<String, Long> rows(PackageContent content) {
        Map<String, Long> rows = new LinkedHashMap<>();
        if (content.manifest().database() != null) {
            content.manifest()
                    .database()
                    .tables()
                    .forEach(table -> table.members().forEach(member -> rows.put(member, 0L)));
        }
        return rows;
    }

    private static List<Failure> verified(Path file, VerifyLevel level) throws IOException {
        DirectoryStore store = new DirectoryStore(file.getParent());
        try {
            return new ArrayList<>(new Verification(store, new StoredPackages(store, List.of()), Clock.systemUTC())
                    .verify(file.getFileName().toString(), level)
                    .findings());
        } catch (BackupException e) {
            return List.of(e.failure());
        }
    }
}
