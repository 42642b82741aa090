package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.age.PrivateKey;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.Secret;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@PostgresTest
class BackupTest {

    private static final Path STORAGE = SmallEdms.ROOT.resolve("storage");

    @TempDir
    Path directory;

    private Path store;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
    }

    @ParameterizedTest
    @EnumSource
    void everyRowAndFileIsInThePackage(Compression compression, @From(SmallEdms.class) TestDatabase edms)
            throws Exception {
        // given
        Backups backups = backups().of(edms).files(STORAGE).edmsModel().compressed(compression);

        // when
        BackupResult result = backups.run();

        // then
        assertThat(result.verified()).isTrue();
        for (Manifest.Table table : result.manifest().database().tables()) {
            assertThat(table.rows()).as(table.qualifiedName()).isEqualTo(count(edms, table.qualifiedName()));
        }
        assertThat(result.manifest().database().tables())
                .hasSize((int) count(edms, "pg_tables WHERE schemaname IN " + "('public', 'flyway')"));
        assertThat(result.manifest().roots())
                .singleElement()
                .satisfies(root -> assertThat(root.files()).isEqualTo(filesIn(STORAGE)));
        assertThat(result.manifest().findings()).isEmpty();
        assertThat(backups.verify(result)).isEmpty();
    }

    @Test
    void aDatabaseWithoutTablesIsAFinding(TestDatabase empty) throws Exception {
        // when
        BackupResult result = backups().of(empty).type(BackupType.DATABASE).run();

        // then
        assertThat(result.manifest().findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DATABASE_EMPTY);
    }

    @Test
    void farFewerRowsOrFilesThanInTheLastGoodPackageAreFindings(TestDatabase edms) throws Exception {
        // given
        edms.execute("CREATE TABLE kept AS SELECT generate_series(1, 100) AS n");
        Path files = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(files.resolve("file" + i), "content");
        }
        Backups nightly = backups().of(edms).files(files).configuration("nightly");
        Backups other = backups().of(edms).files(files).configuration("other");
        assertThat(nightly.run().manifest().findings()).isEmpty();

        // when
        edms.execute("DELETE FROM kept WHERE n > 50");
        Manifest half = nightly.run().manifest();
        edms.execute("DELETE FROM kept WHERE n > 24");
        for (int i = 1; i < 4; i++) {
            Files.delete(files.resolve("file" + i));
        }
        Manifest quarter = nightly.run().manifest();
        Manifest quarterAgain = nightly.run().manifest();
        Manifest first = other.run().manifest();

        // then
        assertThat(half.findings()).isEmpty();
        for (Manifest shrunk : List.of(quarter, quarterAgain)) {
            assertThat(shrunk.findings())
                    .extracting(Finding::kind, Finding::subject)
                    .containsExactly(
                            tuple(Finding.Kind.SHRUNK, "rows"), tuple(Finding.Kind.SHRUNK, "files of storage"));
        }
        assertThat(first.findings()).isEmpty();
    }

    /** Follows the recovery guide in the package. */
    @Test
    void tarAndPsqlAloneRestoreIt(@From(SmallEdms.class) TestDatabase edms, TestDatabase target) throws Exception {
        // given
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "psql");
        edms.execute("SELECT lo_from_bytea(4711, decode(repeat('00ff5c0a', 3000), 'hex'))");
        BackupResult result = backups().of(edms).files(STORAGE).edmsModel().run();
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        // when
        run("tar", "--zstd", "-xf", store.resolve(result.stored().name()).toString(), "-C", unpacked.toString());
        run(
                "sh",
                unpacked.resolve("restore/restore.sh").toString(),
                target.url().replaceFirst("^jdbc:", ""));

        // then
        for (Manifest.Table table : result.manifest().database().tables()) {
            assertThat(contentOf(target, table)).as(table.qualifiedName()).isEqualTo(contentOf(edms, table));
        }
        assertThat(scalar(target, "SELECT md5(lo_get(4711))")).isEqualTo(scalar(edms, "SELECT md5(lo_get(4711))"));
        assertThat(scalar(target, "SELECT last_value FROM documents_id_seq"))
                .isEqualTo(scalar(edms, "SELECT last_value FROM documents_id_seq"));
        run("diff", "-r", STORAGE.toString(), unpacked.resolve("files/storage").toString());
    }

    @Test
    void allRowsBelongToOneSnapshot(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE one (n integer); CREATE TABLE two (n integer)");
        Backups backups = backups().of(database).type(BackupType.DATABASE);
        Thread writer = new Thread(() -> insertPairs(database));
        writer.start();

        try {
            for (int i = 0; i < 5; i++) {
                // when
                BackupResult result = backups.run();

                // then
                List<Manifest.Table> tables = result.manifest().database().tables();
                assertThat(tables.get(0).rows()).isEqualTo(tables.get(1).rows());
            }
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void aLargeTableIsReadOverSeveralConnectionsExactlyOnce(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE large (n integer, filler text) WITH (fillfactor = 10)");
        database.execute("INSERT INTO large SELECT n, repeat('x', 700) FROM generate_series(1, 90000) n");
        Backups backups = backups().of(database).type(BackupType.DATABASE);

        // when
        BackupResult result = backups.run();

        // then
        Manifest.Table table = result.manifest().database().tables().get(0);
        assertThat(table.rows()).isEqualTo(90_000);
        assertThat(table.members()).hasSizeGreaterThan(2);
        StringBuilder rows = new StringBuilder();
        for (String member : table.members()) {
            rows.append(backups.content(result, member));
        }
        assertThat(rows.toString().lines().map(line -> line.substring(0, line.indexOf('\t'))))
                .doesNotHaveDuplicates()
                .hasSize(90_000);
    }

    @Test
    void onlyItsKeyOpensAnEncryptedPackage(@From(SmallEdms.class) TestDatabase edms) throws Exception {
        // given
        PrivateKey key = PrivateKey.generate();
        Backups backups = backups().of(edms).type(BackupType.DATABASE).recipient(key.publicKey(), key);

        // when
        BackupResult result = backups.run();

        // then
        assertThat(result.stored().name()).endsWith(".tar.zst.age");
        assertThat(backups.verify(result)).isEmpty();
        refuses(ErrorCode.KEY_MISSING, () -> backups().verify(result));
        refuses(
                ErrorCode.KEY_WRONG,
                () -> backups()
                        .recipient(key.publicKey(), PrivateKey.generate())
                        .verify(result));
    }

    @Test
    void anIncrementalPackageContainsChangesAndRefersToTheRest(TestDatabase database) throws Exception {
        // given
        Path files = Backups.tree(directory.resolve("files"), "a", "b/c", "b-c", "b/d/e", "z");
        Backups backups = backups().of(database).files(files).configuration("daily");
        BackupResult full = backups.run();
        Files.writeString(files.resolve("b/c"), "changed");
        Files.delete(files.resolve("z"));
        Backups.tree(files, "new");

        // when
        BackupResult first = backups.type(BackupType.INCREMENTAL).run();
        Files.writeString(files.resolve("a"), "changed too");
        BackupResult second = backups.run();
        BackupResult differential = backups.type(BackupType.DIFFERENTIAL).run();

        // then
        assertThat(held(backups, full)).containsExactly("a", "b-c", "b/c", "b/d/e", "z");
        assertThat(held(backups, first)).containsExactly("b/c", "new");
        assertThat(held(backups, second)).containsExactly("a");
        assertThat(held(backups, differential)).containsExactly("a", "b/c", "new");
        assertThat(toldToLieIn(backups, second, full)).containsExactly("b-c", "b/d/e");
        assertThat(toldToLieIn(backups, second, first)).containsExactly("b/c", "new");
        assertThat(second.manifest().chain())
                .extracting(Manifest.Link::id)
                .containsExactly(full.stored().id(), first.stored().id());
        assertThat(second.manifest().parent().sha256()).isEqualTo(first.stored().sha256());
        assertThat(backups.verify(second)).isEmpty();
        Files.delete(store.resolve(full.stored().name()));
        assertThat(backups.verify(second))
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CHAIN_BROKEN));
        refuses(
                ErrorCode.CHAIN_BROKEN,
                () -> backups.type(BackupType.INCREMENTAL).run());
    }

    @Test
    void aTouchedFileIsNotStoredAgainIfContentIsCompared(TestDatabase database) throws Exception {
        // given
        Path files = Backups.tree(directory.resolve("files"), "a", "b");
        Backups backups = backups().of(database).files(files);
        backups.run();
        Files.setLastModifiedTime(files.resolve("a"), FileTime.fromMillis(0));

        // when
        BackupResult byTimes = backups.type(BackupType.DIFFERENTIAL).run();
        BackupResult byContent = backups.comparingContent().run();

        // then
        assertThat(held(backups, byTimes)).hasSizeLessThanOrEqualTo(1);
        assertThat(held(backups, byContent)).isEmpty();
    }

    @Test
    void anIncrementalPackageOfAnotherConfigurationNeedsAFullOneOfItsOwn(TestDatabase database) throws Exception {
        // given
        Path files = Backups.tree(directory.resolve("files"), "a");
        backups().of(database).files(files).configuration("daily").run();

        // then
        refuses(
                ErrorCode.CHAIN_BROKEN,
                () -> backups()
                        .of(database)
                        .files(files)
                        .configuration("weekly")
                        .type(BackupType.INCREMENTAL)
                        .run());
    }

    @Test
    void anExportHoldsNoPasswords(@From(SmallEdms.class) TestDatabase edms) throws Exception {
        // given
        Path settings = Files.writeString(directory.resolve("env"), "SECRET_KEY=abc");
        Backups backups = backups()
                .of(edms)
                .files(STORAGE)
                .edmsModel()
                .type(BackupType.EXPORT)
                .settings("env", settings);
        String hash = scalar(edms, "SELECT password FROM users WHERE username = (SELECT min(username) FROM users)");

        // when
        BackupResult result = backups.run();

        // then
        assertThat(hash).hasSizeGreaterThan(10);
        assertThat(backups.content(result, "database/public.users.copy"))
                .doesNotContain(hash)
                .contains("\t!\t");
        assertThat(table(result, "public.users").blanked()).containsExactly("password");
        assertThat(result.manifest().leftOut())
                .extracting(Manifest.LeftOut::what)
                .contains("config/env", "public.placeholder_cache");
        assertThat(backups.verify(result)).isEmpty();
    }

    @Test
    void anExportHoldsDigestsInPlaceOfSessionKeys(@From(SmallEdms.class) TestDatabase edms) throws Exception {
        // given
        String key = scalar(edms, "SELECT min(session_key) FROM user_sessions_audit");
        edms.execute("UPDATE document_access_logs SET session_id = CASE id %% 2 WHEN 0 THEN '%s' ELSE '' END"
                .formatted(key));
        String digest = scalar(
                edms, "SELECT left(encode(sha256(min(session_key)::bytea), 'hex'), 32) FROM user_sessions_audit");
        Backups backups = backups().of(edms).files(STORAGE).edmsModel().type(BackupType.EXPORT);

        // when
        BackupResult result = backups.run();

        // then
        String sessions = backups.content(result, "database/public.user_sessions_audit.copy");
        String accesses = backups.content(result, "database/public.document_access_logs.copy");
        assertThat(sessions).contains("\t" + digest + "\t").doesNotContain(key);
        assertThat(accesses).contains("\t" + digest + "\t", "\t\t").doesNotContain(key);
        assertThat(sessions.lines().map(line -> line.split("\t", -1)[2]))
                .as("unique still")
                .doesNotHaveDuplicates();
        assertThat(table(result, "public.user_sessions_audit").blanked()).containsExactly("session_key");
    }

    @Test
    void anExportWithoutUsersHoldsTheKeysOfThoseThatRowsPointTo(@From(SmallEdms.class) TestDatabase edms)
            throws Exception {
        // given
        Backups backups = backups()
                .of(edms)
                .files(STORAGE)
                .edmsModel()
                .type(BackupType.EXPORT)
                .withoutUsers();

        // when
        BackupResult result = backups.run();

        // then
        Manifest.Table users = table(result, "public.users");
        assertThat(users.referencesOnly()).isTrue();
        assertThat(users.columns()).containsExactly("id", "username");
        assertThat(users.rows())
                .isEqualTo(count(
                        edms,
                        "users u WHERE EXISTS (SELECT FROM documents WHERE u.id IN "
                                + "(author_id, reviewer_id, approver_id, created_by_id)) OR TRUE"));
        assertThat(backups.entries(result))
                .extracting(entry -> entry.name().value())
                .contains("references/public.users.copy")
                .doesNotContain("database/public.users.copy", "database/public.user_roles.copy");
    }

    @Test
    void anExportWhoseModelNamesASensitiveColumnThatIsGoneIsRefused(@From(SmallEdms.class) TestDatabase edms)
            throws Exception {
        // given
        edms.execute("ALTER TABLE users RENAME COLUMN password TO secret");

        // then
        refuses(
                ErrorCode.MODEL_INVALID,
                () -> backups()
                        .of(edms)
                        .files(STORAGE)
                        .edmsModel()
                        .type(BackupType.EXPORT)
                        .run());
    }

    @Test
    void anExportWithoutAModelIsRefused(TestDatabase database) throws IOException {
        // given
        Path files = Backups.tree(directory.resolve("files"), "a");

        // then
        refuses(
                ErrorCode.CONFIGURATION_INVALID,
                () -> backups()
                        .of(database)
                        .files(files)
                        .type(BackupType.EXPORT)
                        .run());
    }

    @Test
    void filesMissingFromOrChangedInTheSystemAreReported(@From(SmallEdms.class) TestDatabase edms) throws Exception {
        // given
        Path files = directory.resolve("files");
        run("cp", "-r", STORAGE.toString(), files.toString());
        String missing =
                scalar(edms, "SELECT min(file_path) FROM document_attachments").substring("storage/".length());
        String changed =
                scalar(edms, "SELECT max(file_path) FROM document_attachments").substring("storage/".length());
        Files.delete(files.resolve(missing));
        Files.writeString(files.resolve(changed), "something else");

        // when
        BackupResult result = backups().of(edms).files(files).edmsModel().run();

        // then
        assertThat(result.manifest().withWarnings()).isTrue();
        assertThat(result.manifest().findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Finding.Kind.FILE_MISSING, Finding.Kind.FILE_DIFFERS);
        assertThat(result.manifest().findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.FILE_MISSING)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).startsWith("public.document_attachments ");
                    assertThat(finding.detail()).isEqualTo(missing);
                });
    }

    @Test
    void unusualFileNamesAreBackedUpUnchanged(TestDatabase database) throws Exception {
        // given
        List<String> names = List.of("back\\slash", "new\nline", "100%", "e\u0301", "\u00e9", "Prüfung 空.pdf", "-rf");
        Path files = Backups.tree(directory.resolve("files"), names.toArray(String[]::new));
        Backups backups = backups().of(database).files(files);

        // when
        BackupResult result = backups.run();

        // then
        assertThat(held(backups, result)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(backups.verify(result)).isEmpty();
    }

    @Test
    void linksAreNamedAndNotFollowed(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE kept ()");
        Path files = Backups.tree(directory.resolve("files"), "a");
        Files.createSymbolicLink(files.resolve("link"), Path.of("/etc/passwd"));

        // when
        BackupResult result = backups().of(database).files(files).run();

        // then
        assertThat(result.manifest().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_LEFT_OUT);
            assertThat(finding.subject()).isEqualTo("storage/link");
        });
    }

    @Test
    void aFileNameThatIsNotUtf8IsReported(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE kept ()");
        Path files = Backups.tree(directory.resolve("files"), "a");
        run("bash", "-c", "touch " + files + "/$(printf 'latin\\xe9')");

        // when
        BackupResult result = backups().of(database).files(files).run();

        // then
        assertThat(result.manifest().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_LEFT_OUT);
            assertThat(finding.subject()).startsWith("storage/latin");
        });
    }

    @Test
    void ddlThatCannotBeExecutedIsAWarning(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE kept ()");
        database.execute("CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer)");

        // when
        BackupResult result = backups().of(database).type(BackupType.DATABASE).run();

        // then
        assertThat(result.manifest().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).contains("aggregate", "total"));
    }

    @Test
    void aTableThatMayNotBeReadIsNamed(TestDatabase database) throws Exception {
        // given
        String role = "reader_" + database.name();
        database.execute("CREATE TABLE seen (a int); CREATE TABLE hidden (a int); CREATE ROLE " + role
                + " LOGIN PASSWORD 'x'; GRANT SELECT ON seen TO " + role);
        Database asReader = Database.parse(
                database.url().replaceFirst("user=[^&]*", "user=" + role).replaceFirst("password=[^&]*", "password=x"),
                null);

        try {
            // then
            assertThatThrownBy(() ->
                            backups().of(asReader).type(BackupType.DATABASE).run())
                    .hasMessageContaining("public.hidden")
                    .hasMessageNotContaining("seen")
                    .hasMessageContaining("READ_DENIED");
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void rowsThatASecurityPolicyHidesAreNotLostSilently(TestDatabase database) throws Exception {
        // given
        String role = "reader_" + database.name();
        database.execute("CREATE TABLE guarded (a int); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; CREATE ROLE "
                + role + " LOGIN PASSWORD 'x'; GRANT SELECT ON guarded TO " + role);
        Database asReader = Database.parse(
                database.url().replaceFirst("user=[^&]*", "user=" + role).replaceFirst("password=[^&]*", "password=x"),
                null);

        try {
            // then
            assertThatThrownBy(() ->
                            backups().of(asReader).type(BackupType.DATABASE).run())
                    .hasMessageContaining("guarded")
                    .hasMessageContaining("READ_DENIED");
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void aWrongPasswordAndAWrongNameAreReported(TestDatabase database) {
        String wrongPassword = database.url().replaceFirst("password=[^&]*", "password=wrong");
        String wrongName = database.url().replace("/" + database.name(), "/nowhere");

        refuses(
                ErrorCode.DATABASE_LOGIN_REFUSED,
                () -> backups()
                        .of(Database.parse(wrongPassword, new Secret("wrong")))
                        .type(BackupType.DATABASE)
                        .run());
        refuses(
                ErrorCode.DATABASE_MISSING,
                () -> backups()
                        .of(Database.parse(wrongName, null))
                        .type(BackupType.DATABASE)
                        .run());
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void onlyTheNamedSchemaIsBackedUp(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE SCHEMA one CREATE TABLE t (a int); CREATE SCHEMA two CREATE TABLE t (a int)");

        // when
        BackupResult result =
                backups().of(database).type(BackupType.DATABASE).schema("one").run();

        // then
        assertThat(result.manifest().database().tables())
                .extracting(Manifest.Table::qualifiedName)
                .containsExactly("one.t");
        refuses(
                ErrorCode.NOT_FOUND,
                () -> backups()
                        .of(database)
                        .type(BackupType.DATABASE)
                        .schema("three")
                        .run());
    }

    @Test
    void foreignTablesAndGeneratedColumnsAreNotCopied(TestDatabase database) throws Exception {
        // given
        database.execute("""
                CREATE FOREIGN DATA WRAPPER elsewhere;
                CREATE SERVER far FOREIGN DATA WRAPPER elsewhere;
                CREATE FOREIGN TABLE there (a int) SERVER far;
                CREATE TABLE here (a int, twice int GENERATED ALWAYS AS (a * 2) STORED);
                INSERT INTO here VALUES (1);
                CREATE UNLOGGED TABLE scratch (a int);
                INSERT INTO scratch VALUES (1);
                CREATE VIEW seen AS SELECT * FROM here;
                CREATE TABLE parent (a int) PARTITION BY RANGE (a);
                CREATE TABLE part PARTITION OF parent FOR VALUES FROM (0) TO (10);
                INSERT INTO parent VALUES (1), (2);
                """);
        Backups backups = backups().of(database).type(BackupType.DATABASE);

        // when
        BackupResult result = backups.run();

        // then
        assertThat(result.manifest().database().tables())
                .extracting(Manifest.Table::qualifiedName, Manifest.Table::rows)
                .containsExactly(tuple("public.here", 1L), tuple("public.part", 2L), tuple("public.scratch", 1L));
        assertThat(backups.content(result, "database/public.here.copy")).isEqualTo("1\n");
        assertThat(result.manifest().leftOut())
                .extracting(Manifest.LeftOut::what)
                .containsExactly("public.there");
    }

    private Backups backups() {
        return new Backups(store);
    }

    private static Manifest.Table table(BackupResult result, String name) {
        return result.manifest().database().tables().stream()
                .filter(table -> table.qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> held(Backups backups, BackupResult result) throws IOException {
        return backups.entries(result).stream()
                .filter(entry -> entry.file() != null && entry.in() == null)
                .map(entry -> entry.file().path())
                .toList();
    }

    private static List<String> toldToLieIn(Backups backups, BackupResult result, BackupResult holder)
            throws IOException {
        return backups.entries(result).stream()
                .filter(entry -> holder.stored().id().equals(entry.in()))
                .map(entry -> entry.file().path())
                .toList();
    }

    private static void insertPairs(TestDatabase database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!Thread.currentThread().isInterrupted()) {
                statement.execute("INSERT INTO one VALUES (1)");
                statement.execute("INSERT INTO two VALUES (1)");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String contentOf(TestDatabase database, Manifest.Table table) throws SQLException {
        return scalar(
                database, "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM " + table.qualifiedName() + " t");
    }

    private static long count(TestDatabase database, String table) throws SQLException {
        return Long.parseLong(scalar(database, "SELECT count(*) FROM " + table));
    }

    private static String scalar(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static long filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static void refuses(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(List.of(command) + " " + output).isZero();
    }
}
