package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merges rows that share a file with other rows of the target, because the model allows it. */
@PostgresTest
class OnConflictTest {

    private static final String MODEL = """
            fileRoots: { storage: {} }
            tables:
              paper: { key: [code], files: [{ root: storage, path: path, onConflict: %s }] }
            """;

    @TempDir
    Path store;

    @TempDir
    Path there;

    @TempDir
    Path here;

    @ParameterizedTest
    @CsvSource({
        "keep, UPDATE, theirs, ours, FILE_KEPT, ours",
        "keep, KEEP, theirs, ours, FILE_KEPT, ours",
        "keep, UPDATE, theirs, , FILE_REPLACED, theirs",
        "keep, UPDATE, , ours, FILE_KEPT, ours",
        "replace, UPDATE, theirs, ours, FILE_REPLACED, theirs",
        "replace, KEEP, theirs, ours, FILE_REPLACED, theirs",
        "replace, UPDATE, theirs, , FILE_REPLACED, theirs",
        "replace, UPDATE, , ours, FILE_KEPT, ours"
    })
    void bothRowsNameTheFileThatTheModelChooses(
            String onConflict,
            OnMatch onMatch,
            String packaged,
            String inTarget,
            ErrorCode reported,
            String expected,
            TestDatabase source,
            TestDatabase target)
            throws Exception {
        // given
        write(there, packaged);
        write(here, inTarget);
        BackupResult backup = backup(source, target, onConflict);

        // when
        RestoreReport plan = restores(backup, target).onMatch(onMatch).dryRun().run();
        RestoreReport report = restores(backup, target).onMatch(onMatch).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(reported);
            assertThat(warning.detail()).contains("1 files", "public.paper.path", "storage/1.pdf");
        });
        assertThat(plan.warnings()).isEqualTo(report.warnings());
        assertThat(plan.files()).isEqualTo(report.files());
        assertThat(here.resolve("1.pdf")).hasContent(expected);
        assertThat(here.toFile().list((any, name) -> !name.startsWith("."))).containsExactly("1.pdf");
    }

    @Test
    void theStrictestColumnDecides(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE page (name text UNIQUE, path text);";
        source.execute(tables + "INSERT INTO page VALUES ('theirs', '1.pdf')");
        target.execute(tables);
        write(there, "theirs");
        write(here, "ours");
        BackupResult backup = backup(source, target, """
                replace }] }
                  page: { key: [name], files: [{ root: storage, path: path\
                """);

        // when
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_CONFLICT);
        assertThat(report.failure().detail()).contains("public.page.path, public.paper.path");
        assertThat(here.resolve("1.pdf")).hasContent("ours");
    }

    @Test
    void anUndoPutsBackTheReplacedFileEvenIfItChangedBeforeThePlacement(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        write(there, "theirs");
        write(here, "ours");
        BackupResult backup = backup(source, target, "replace");
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());

        // when
        restores(backup, target)
                .id(id)
                .meter(new OnPhase(Phase.PLACING_FILES, () -> overwrite("changed")))
                .safetyBackup(
                        () -> new Backups(store).of(target).files(here).run().stored())
                .run();
        String restored = Files.readString(here.resolve("1.pdf"));
        restores(backup, target).undo(id).run();

        // then
        assertThat(restored).isEqualTo("theirs");
        assertThat(here.resolve("1.pdf")).hasContent("changed");
    }

    @Test
    void aKeptFileMayChangeDuringTheMerge(TestDatabase source, TestDatabase target) throws Exception {
        // given
        write(there, "theirs");
        write(here, "ours");
        BackupResult backup = backup(source, target, "keep");

        // when
        RestoreReport report = restores(backup, target)
                .meter(new OnPhase(Phase.MATCHING, () -> overwrite("changed")))
                .run();

        // then
        assertThat(report.warnings()).extracting(Failure::code).containsExactly(ErrorCode.FILE_KEPT);
        assertThat(here.resolve("1.pdf")).hasContent("changed");
    }

    private BackupResult backup(TestDatabase source, TestDatabase target, String onConflict) throws Exception {
        String table = "CREATE TABLE paper (code text UNIQUE, path text);";
        source.execute(table + "INSERT INTO paper VALUES ('theirs', '1.pdf')");
        target.execute(table + "INSERT INTO paper VALUES ('mine', '1.pdf')");
        return new Backups(store)
                .of(source)
                .files(there)
                .model(DescribedMerge.parse(MODEL.formatted(onConflict)))
                .run();
    }

    private Restores restores(BackupResult backup, TestDatabase target) {
        return new Restores(store, backup).into(target).files(here);
    }

    private static void write(Path root, String content) throws IOException {
        if (content != null) {
            Files.writeString(root.resolve("1.pdf"), content);
        }
    }

    private void overwrite(String content) {
        try {
            Files.writeString(here.resolve("1.pdf"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
