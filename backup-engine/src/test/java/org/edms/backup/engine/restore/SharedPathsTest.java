package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilenameFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges rows whose paths other rows of the target name, in a column that is not unique. */
@PostgresTest
class SharedPathsTest {

    private static final String TABLE =
            "CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, path text, changed timestamptz);";

    private static final String MODEL = """
            fileRoots: { storage: { prefix: "media/" }, other: { prefix: "other/" } }
            tables:
              paper:
                key: [code]
                changedAt: changed
                files:
                  - { root: storage, path: path, onConflict: %s }
            """;

    private final FilenameFilter visible = (any, name) -> !name.startsWith(".");

    @TempDir
    Path directory;

    private Path store;
    private Path there;
    private Path here;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        there = Files.createDirectory(directory.resolve("there"));
        here = Files.createDirectory(directory.resolve("here"));
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false", "false, false"})
    void aMissingFileIsLikeADifferentOne(boolean packaged, boolean inTarget, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        rows(source, target);
        if (packaged) {
            Files.writeString(there.resolve("1.pdf"), "theirs");
        }
        if (inTarget) {
            Files.writeString(here.resolve("1.pdf"), "ours");
        }
        BackupResult backup = backup(source, "fail");

        // when
        RestoreReport plan = restores(backup, target).dryRun().run();
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.committed()).isFalse();
        assertThat(report.failure()).isEqualTo(plan.failure());
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_CONFLICT);
        assertThat(report.failure().detail()).contains("1 files", "public.paper.path", "storage/1.pdf");
        assertThat(here.resolve("1.pdf").toFile().exists()).isEqualTo(inTarget);
        assertThat(paths(target)).isEqualTo("mine=media/1.pdf");
    }

    @Test
    void aMissingFileGetsAnotherNameIfTheModelSaysSo(TestDatabase source, TestDatabase target) throws Exception {
        // given
        rows(source, target);
        Files.writeString(here.resolve("1.pdf"), "ours");
        BackupResult backup = backup(source, "rename");

        // when
        RestoreReport report = restores(backup, target).run();
        String paths = paths(target);
        RestoreReport again = restores(backup, target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings())
                .extracting(Failure::code)
                .containsExactlyInAnyOrder(ErrorCode.FILE_RENAMED, ErrorCode.PACKAGE_INCOMPLETE);
        assertThat(paths).matches("mine=media/1.pdf theirs=media/1-[0-9a-f]{8}.pdf");
        assertThat(here.toFile().list(visible)).hasSize(1);
        assertThat(again.tables().get(0).account().matched()).isEqualTo(1);
        assertThat(paths(target)).isEqualTo(paths);
    }

    @Test
    void aFileDoesNotTakeThePlaceOfAMissingOneOfAnotherRow(TestDatabase source, TestDatabase target) throws Exception {
        // given
        rows(source, target);
        Files.writeString(there.resolve("1.pdf"), "theirs");
        BackupResult backup = backup(source, "rename");

        // when
        RestoreReport plan = restores(backup, target).dryRun().run();
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.files()).isEqualTo(plan.files());
        assertThat(here.resolve("1.pdf")).doesNotExist();
        assertThat(renamed(target)).hasContent("theirs");
    }

    @Test
    void rowsOfThePackageMayShareTheMissingFileOfTheirCounterparts(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        String rows = "INSERT INTO paper (code, path) VALUES ('a', 'media/1.pdf'), ('b', 'media/1.pdf')";
        source.execute(TABLE + rows);
        target.execute(TABLE + rows);
        BackupResult backup = backup(source, "fail");

        // when
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).extracting(Failure::code).containsExactly(ErrorCode.PACKAGE_INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"media//1.pdf", "./media/1.pdf", "media/./1.pdf", "media/a/../1.pdf"})
    void aFileIsTheSameHoweverItsPathIsWritten(String path, TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLE + "INSERT INTO paper (code, path) VALUES ('theirs', 'media/1.pdf')");
        target.execute(TABLE + "INSERT INTO paper (code, path) VALUES ('mine', '" + path + "')");
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(here.resolve("1.pdf"), "ours");
        BackupResult backup = backup(source, "fail");

        // when
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_CONFLICT);
        assertThat(here.resolve("1.pdf")).hasContent("ours");
    }

    @ParameterizedTest
    @CsvSource({"here, scan/1.pdf", "here/scan, 1.pdf"})
    void aFileIsTheSameInWhicheverRootItIs(
            String otherDirectory, String otherPath, TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = TABLE + "CREATE TABLE scan (name text UNIQUE, path text);";
        String model = MODEL.formatted("rename") + """
              scan: { key: [name], files: [{ root: other, path: path }] }
            """;
        source.execute(tables + "INSERT INTO paper (code, path) VALUES ('theirs', 'media/scan/1.pdf')");
        target.execute(tables + "INSERT INTO scan VALUES ('mine', 'other/%s')".formatted(otherPath));
        write(there.resolve("scan/1.pdf"), "theirs");
        write(here.resolve("scan/1.pdf"), "ours");
        BackupResult backup = new Backups(store)
                .of(source)
                .root("storage", there)
                .root("other", Files.createDirectory(directory.resolve("empty")))
                .model(DescribedMerge.parse(model))
                .run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .root("storage", here)
                .root("other", directory.resolve(otherDirectory))
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).extracting(Failure::code).contains(ErrorCode.FILE_RENAMED);
        assertThat(here.resolve("scan/1.pdf")).hasContent("ours");
        assertThat(renamed(target)).hasContent("theirs");
    }

    @Test
    void aDirectoryOfTwoRootsIsRestoredOnce(TestDatabase source, TestDatabase target) throws Exception {
        // given
        rows(source, target);
        target.execute("DELETE FROM paper");
        Files.writeString(there.resolve("1.pdf"), "theirs");
        BackupResult backup = new Backups(store)
                .of(source)
                .root("storage", there)
                .root("other", there)
                .model(DescribedMerge.parse(MODEL.formatted("fail")))
                .run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .root("storage", here)
                .root("other", here)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(here.resolve("1.pdf")).hasContent("theirs");
    }

    @Test
    void differentFilesForOnePlaceAreRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        rows(source, target);
        Path others = Files.createDirectory(directory.resolve("others"));
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(others.resolve("1.pdf"), "another");
        BackupResult backup = new Backups(store)
                .of(source)
                .root("storage", there)
                .root("other", others)
                .model(DescribedMerge.parse(MODEL.formatted("rename")))
                .run();

        // when // then
        assertThatThrownBy(() -> new Restores(store, backup)
                        .into(target)
                        .root("storage", here)
                        .root("other", here)
                        .run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CONFLICT));
        assertThat(here).isEmptyDirectory();
        assertThat(paths(target)).isEqualTo("mine=media/1.pdf");
    }

    @Test
    void aRowThatLosesRenamesNothing(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLE + "INSERT INTO paper VALUES (1, 'shared', 'media/1.pdf', '2020-01-01')");
        target.execute(TABLE + """
                INSERT INTO paper VALUES (1, 'mine', 'media/1.pdf', NULL), (2, 'shared', 'media/2.pdf', '2025-01-01')
                """);
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(here.resolve("1.pdf"), "ours");
        Files.writeString(here.resolve("2.pdf"), "shared");
        Files.setLastModifiedTime(here.resolve("1.pdf"), FileTime.from(Instant.EPOCH));
        BackupResult backup = backup(source, "rename");

        // when
        RestoreReport plan =
                restores(backup, target).onMatch(OnMatch.NEWER).dryRun().run();
        RestoreReport report = restores(backup, target).onMatch(OnMatch.NEWER).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.files()).isEqualTo(plan.files());
        assertThat(report.files().get(0).account().left()).isEqualTo(1);
        assertThat(paths(target)).isEqualTo("mine=media/1.pdf shared=media/2.pdf");
        assertThat(here.toFile().list(visible)).hasSize(2);
        assertThat(here.resolve("1.pdf")).hasContent("ours");
    }

    @Test
    void aFileOfARowThatIsNotRestoredStays(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String person = "CREATE TABLE person (name text PRIMARY KEY, picture text);"
                + "INSERT INTO person VALUES ('%s', 'media/p.png');";
        source.execute(TABLE + person.formatted("theirs"));
        target.execute(TABLE + person.formatted("mine"));
        Files.writeString(there.resolve("p.png"), "theirs");
        Files.writeString(here.resolve("p.png"), "ours");
        BackupResult backup = new Backups(store)
                .of(source)
                .files(there)
                .model(DescribedMerge.parse(MODEL.formatted("rename") + """
                          person: { key: [name], files: [{ root: storage, path: picture }] }
                        groups: { users: [person] }
                        """))
                .run();

        // when
        RestoreReport plan = restores(backup, target).skipUsers().dryRun().run();
        RestoreReport report = restores(backup, target).skipUsers().run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ErrorCode.FILE_NOT_RESTORED);
            assertThat(warning.detail()).contains("1 files", "storage/p.png");
        });
        assertThat(report.files()).isEqualTo(plan.files());
        assertThat(report.files().get(0).account().left()).isEqualTo(1);
        assertThat(here.resolve("p.png")).hasContent("ours");
    }

    @Test
    void aNewRowDoesNotShowAFileThatIsKept(TestDatabase source, TestDatabase target) throws Exception {
        // given
        rows(source, target);
        target.execute("DELETE FROM paper");
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(here.resolve("1.pdf"), "unnamed");
        BackupResult backup = backup(source, "rename");

        // when
        RestoreReport report = restores(backup, target).onMatch(OnMatch.KEEP).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(here.resolve("1.pdf")).hasContent("unnamed");
        assertThat(renamed(target)).hasContent("theirs");
    }

    @ParameterizedTest
    @CsvSource({"update, KEEP, theirs", "keep, UPDATE, ours"})
    void aFileFollowsWhatTheModelSaysAboutItsRow(
            String ofTable, OnMatch option, String expected, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute(TABLE + "INSERT INTO paper (id, code, path) VALUES (7, 'a', 'media/1.pdf')");
        target.execute(TABLE + "INSERT INTO paper (id, code, path) VALUES (8, 'a', 'media/1.pdf')");
        for (String file : new String[] {"1.pdf", "thumbs/%d.png"}) {
            write(there.resolve(file.formatted(7)), "theirs");
            write(here.resolve(file.formatted(8)), "ours");
        }
        BackupResult backup = new Backups(store)
                .of(source)
                .files(there)
                .model(DescribedMerge.parse(MODEL.formatted("fail")
                        + "      - { root: storage, template: \"thumbs/{id}.png\" }\n    onMatch: " + ofTable + "\n"))
                .run();

        // when
        RestoreReport plan = restores(backup, target).onMatch(option).dryRun().run();
        RestoreReport report = restores(backup, target).onMatch(option).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.files()).isEqualTo(plan.files());
        assertThat(here.resolve("1.pdf")).hasContent(expected);
        assertThat(here.resolve("thumbs/8.png")).hasContent(expected);
    }

    @Test
    void aFileThatChangesAfterItWasComparedRefusesTheMerge(TestDatabase source, TestDatabase target) throws Exception {
        // given
        rows(source, target);
        Files.writeString(there.resolve("1.pdf"), "same");
        Files.writeString(here.resolve("1.pdf"), "same");
        BackupResult backup = backup(source, "rename");
        Restores restore = restores(backup, target)
                .meter(new OnPhase(Phase.MATCHING, () -> overwrite(here.resolve("1.pdf"), "changed")));

        // when // then
        assertThatThrownBy(restore::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CONFLICT));
        assertThat(here.resolve("1.pdf")).hasContent("changed");
        assertThat(paths(target)).isEqualTo("mine=media/1.pdf");
    }

    @Test
    void aFileThatChangesBeforeThePlacementIsNotTouchedByARename(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        rows(source, target);
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(here.resolve("1.pdf"), "ours");
        BackupResult backup = backup(source, "rename");

        // when
        RestoreReport report = restores(backup, target)
                .meter(new OnPhase(Phase.PLACING_FILES, () -> overwrite(here.resolve("1.pdf"), "changed")))
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(here.resolve("1.pdf")).hasContent("changed");
        assertThat(renamed(target)).hasContent("theirs");
    }

    private static void rows(TestDatabase source, TestDatabase target) throws SQLException {
        source.execute(TABLE + "INSERT INTO paper (code, path) VALUES ('theirs', 'media/1.pdf')");
        target.execute(TABLE + "INSERT INTO paper (code, path) VALUES ('mine', 'media/1.pdf')");
    }

    private BackupResult backup(TestDatabase source, String onConflict) throws IOException {
        return new Backups(store)
                .of(source)
                .files(there)
                .model(DescribedMerge.parse(MODEL.formatted(onConflict)))
                .run();
    }

    private Restores restores(BackupResult backup, TestDatabase target) {
        return new Restores(store, backup).into(target).files(here);
    }

    private Path renamed(TestDatabase target) throws SQLException {
        return here.resolve(query(target, "SELECT substr(path, 7) FROM paper WHERE code = 'theirs'"));
    }

    private static String paths(TestDatabase target) throws SQLException {
        return query(target, "SELECT string_agg(code || '=' || path, ' ' ORDER BY code) FROM paper");
    }

    private static String query(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void overwrite(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
