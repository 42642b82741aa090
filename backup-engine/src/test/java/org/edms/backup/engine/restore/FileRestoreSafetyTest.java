package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are restored completely or not at all, even if other processes change the directory, and no other file is touched. */
@PostgresTest
class FileRestoreSafetyTest {

    private static final String TABLE = "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE)";

    @TempDir
    Path directory;

    private Path store;
    private Path here;
    private Path there;
    private Path outside;
    private final RestoreJobId id = new RestoreJobId(UUID.randomUUID());

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        here = Files.createDirectory(directory.resolve("here"));
        there = Files.createDirectory(directory.resolve("there"));
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(here.resolve("one.txt"), "one");
        Files.createDirectory(here.resolve("deep"));
        Files.writeString(here.resolve("deep/two.txt"), "two");
    }

    @Test
    void aRestoreOfFilesIsUndoneByItsId(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.writeString(there.resolve("one.txt"), "mine");
        files(backup).run();
        assertThat(there.resolve("one.txt")).hasContent("one");
        assertThat(new KeptForUndo(null, roots()).list())
                .singleElement()
                .satisfies(kept -> assertThat(id.toString()).endsWith(kept.restore()));

        // when
        undo(null);

        // then
        assertAsBefore();
        refuses(() -> undo(null), ErrorCode.NOT_FOUND);
    }

    @Test
    void aRepeatedRestoreOfFilesReturnsTheReport(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        RestoreReport first = files(backup).run();
        Files.delete(there.resolve("one.txt"));

        // when
        RestoreReport second = files(backup).run();

        // then
        assertThat(second).isEqualTo(first);
        assertThat(there.resolve("one.txt")).doesNotExist();
    }

    @Test
    void aRestoreOfFilesThatIsKilledAfterItsCommitIsCompletedByTheNext(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        killed(files(backup), Phase.PLACING_FILES);
        assertThat(there.resolve("one.txt")).doesNotExist();

        // when
        new Restores(store, backup).files(there).scope(RestoreScope.FILES).run();

        // then
        assertThat(there.resolve("one.txt")).hasContent("one");
        assertThat(there.resolve("deep/two.txt")).hasContent("two");
    }

    @Test
    void aRestoreOfFilesThatIsKilledAfterItsCommitIsUndone(TestDatabase source) throws Exception {
        // given
        Files.writeString(there.resolve("one.txt"), "mine");
        killed(files(backup(source)), Phase.PLACING_FILES);

        // when
        undo(null);

        // then
        assertAsBefore();
    }

    @Test
    void anUndoThatIsInterruptedIsCompletedWhenItRunsAgain(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.createDirectory(there.resolve("deep"));
        Files.writeString(there.resolve("deep/two.txt"), "mine");
        files(backup).run();
        Files.delete(there.resolve("deep/two.txt"));
        Files.delete(there.resolve("deep"));
        Files.createFile(there.resolve("deep"));
        assertThatThrownBy(() -> undo(null)).isInstanceOf(BackupException.class);
        assertThat(there.resolve("one.txt")).doesNotExist();

        // when
        Files.delete(there.resolve("deep"));
        Files.writeString(there.resolve("one.txt"), "created since");
        undo(null);

        // then
        assertThat(there.resolve("deep/two.txt")).hasContent("mine");
        assertThat(there.resolve("one.txt")).hasContent("created since");
    }

    @Test
    void anUndoThatIsInterruptedIsCompletedByTheNextRestore(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.createDirectory(there.resolve("deep"));
        Files.writeString(there.resolve("deep/two.txt"), "mine");
        files(backup).run();
        Files.delete(there.resolve("deep/two.txt"));
        Files.delete(there.resolve("deep"));
        Files.createFile(there.resolve("deep"));
        assertThatThrownBy(() -> undo(null)).isInstanceOf(BackupException.class);
        Files.delete(there.resolve("deep"));

        // when
        refuses(
                () -> new Restores(store, backup)
                        .files(there)
                        .scope(RestoreScope.FILES)
                        .unconfirmed()
                        .run(),
                ErrorCode.CONFIRMATION_MISSING);

        // then
        assertThat(there.resolve("deep/two.txt")).hasContent("mine");
        assertThat(there.resolve("one.txt")).doesNotExist();
    }

    @Test
    void oneRestoreAtATimeInARoot(TestDatabase source, TestDatabase target, TestDatabase other) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLE);
        other.execute(TABLE);
        CountDownLatch staged = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Meter waits = new OnPhase(Phase.COMMITTING, () -> {
            staged.countDown();
            awaited(done);
        });
        FutureTask<RestoreReport> first = new FutureTask<>(() -> new Restores(store, backup)
                .into(target)
                .files(there)
                .id(id)
                .meter(waits)
                .run());
        new Thread(first).start();
        awaited(staged);

        // then
        refuses(() -> new Restores(store, backup).into(other).files(there).run(), ErrorCode.TARGET_LOCKED);
        refuses(
                () -> new Restores(store, backup)
                        .files(there)
                        .scope(RestoreScope.FILES)
                        .run(),
                ErrorCode.TARGET_LOCKED);
        refuses(() -> undo(other), ErrorCode.TARGET_LOCKED);
        assertThat(there).isDirectoryContaining("glob:**/.edms-restore-" + id);

        // when
        done.countDown();

        // then
        assertThat(first.get().committed()).isTrue();
        assertThat(there.resolve("one.txt")).hasContent("one");
        assertThat(there.resolve("deep/two.txt")).hasContent("two");
        assertThat(there.resolve(".edms-restore-lock")).doesNotExist();
    }

    @Test
    void dataKeptForUndoIsNotDiscardedDuringARestore(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.writeString(there.resolve("one.txt"), "mine");
        files(backup).run();
        Meter discards = new OnPhase(Phase.PLACING_FILES, () -> {
            refuses(() -> new KeptForUndo(null, roots()).discard(id.toString()), ErrorCode.TARGET_LOCKED);
        });

        // when
        new Restores(store, backup)
                .files(there)
                .scope(RestoreScope.FILES)
                .meter(discards)
                .run();

        // then
        undo(null);
        assertAsBefore();
    }

    @Test
    void filesOfARestoreIntoAnotherDatabaseAreLeftAlone(TestDatabase source, TestDatabase target, TestDatabase other)
            throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLE);
        other.execute(TABLE);
        killed(new Restores(store, backup).into(target).files(there).id(id), Phase.PLACING_FILES);

        // then
        refuses(() -> new Restores(store, backup).into(other).files(there).run(), ErrorCode.FILES_OF_ANOTHER_DATABASE);

        // when
        RestoreReport rowsAlone = new Restores(store, backup)
                .into(other)
                .files(there)
                .scope(RestoreScope.DATABASE)
                .run();

        // then
        assertThat(rowsAlone.committed()).isTrue();
        assertThat(rowsAlone.warnings()).extracting(Failure::code).contains(ErrorCode.FILES_OF_ANOTHER_DATABASE);
        assertThat(there.resolve("one.txt")).doesNotExist();

        // when
        new Restores(store, backup)
                .into(target)
                .files(there)
                .scope(RestoreScope.DATABASE)
                .run();

        // then
        assertThat(there.resolve("one.txt")).hasContent("one");
        assertThat(there.resolve("deep/two.txt")).hasContent("two");
    }

    @Test
    void aForgedJournalIsRefused(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Path victim = Files.writeString(outside.resolve("victim.txt"), "mine");
        Path inside = Files.writeString(there.resolve("inside.txt"), "mine");
        Path forged = Files.createDirectory(there.resolve(".edms-restore-" + id));
        Files.writeString(forged.resolve("added"), "\"../outside/victim.txt\"\n\"inside.txt\"\n");
        Files.writeString(forged.resolve("journal"), "{\"event\":\"ADDED\",\"path\":\"inside.txt\"}\n");
        Files.writeString(forged.resolve("owner"), "0 {\"database\":null,\"report\":\"/etc/passwd\"}");
        Files.writeString(forged.resolve("key"), "00".repeat(32));
        Files.writeString(forged.resolve("report"), "{}");
        Files.createDirectory(forged.resolve("new"));
        Files.writeString(forged.resolve("new/inside.txt"), "forged");

        // then
        refuses(() -> undo(null), ErrorCode.JOURNAL_UNTRUSTED);
        refuses(() -> files(backup).run(), ErrorCode.JOURNAL_UNTRUSTED);

        // when
        RestoreReport another = new Restores(store, backup)
                .files(there)
                .scope(RestoreScope.FILES)
                .run();

        // then
        assertThat(another.warnings()).extracting(Failure::code).containsExactly(ErrorCode.JOURNAL_UNTRUSTED);
        assertThat(victim).hasContent("mine");
        assertThat(inside).hasContent("mine");
    }

    @Test
    void aJournalWithAddedLinesIsNotUndone(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLE);
        Path inside = Files.writeString(there.resolve("inside.txt"), "mine");
        new Restores(store, backup).into(target).files(there).id(id).run();
        Path journal = there.resolve(".edms-restore-" + id).resolve("journal");
        String first = Files.readAllLines(journal).get(0);
        Files.writeString(
                journal, first.replaceAll("\"path\":.*", "\"path\":\"inside.txt\"}\n"), StandardOpenOption.APPEND);

        // then
        refuses(() -> undo(target), ErrorCode.JOURNAL_UNTRUSTED);
        assertThat(inside).hasContent("mine");
        assertThat(there.resolve("one.txt")).hasContent("one");
    }

    @Test
    void aLinkThatAppearsDuringARestoreIsNotFollowed(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.writeString(outside.resolve("two.txt"), "not yours");
        Meter swaps = new OnPhase(Phase.PLACING_FILES, () -> {
            link(there.resolve("deep"), outside);
        });

        // then
        assertThatThrownBy(() -> files(backup).meter(swaps).run()).isInstanceOf(BackupException.class);
        assertThat(outside.resolve("two.txt")).hasContent("not yours");
        assertThat(outside).isDirectoryNotContaining("regex:.*edms-restore.*");
        assertThat(there.resolve("one.txt")).doesNotExist();
    }

    private BackupResult backup(TestDatabase source) throws Exception {
        source.execute(TABLE + "; INSERT INTO folder (name) VALUES ('in'), ('out')");
        return new Backups(store).of(source).files(here).type(BackupType.FULL).run();
    }

    private Restores files(BackupResult backup) {
        return new Restores(store, backup)
                .files(there)
                .scope(RestoreScope.FILES)
                .id(id);
    }

    /** Simulates a killed process: not even its cleanup runs. */
    private static void killed(Restores restore, Phase phase) {
        Meter kills = new OnPhase(phase, () -> {
            throw new ThreadDeath();
        });
        assertThatThrownBy(() -> restore.meter(kills).run()).isInstanceOf(ThreadDeath.class);
    }

    private void undo(TestDatabase target) throws IOException {
        UndoTask task = new UndoTask(
                id, target == null ? null : Database.parse(target.url(), null), roots(), "nobody", "test", 2);
        new Undo(new DirectoryStore(store), List.of(), task, Clock.systemUTC(), new Meter()).run();
    }

    private List<FileRoot> roots() {
        return List.of(new FileRoot("storage", there));
    }

    private void assertAsBefore() {
        assertThat(there.resolve("one.txt")).hasContent("mine");
        assertThat(there.resolve("deep/two.txt")).doesNotExist();
        assertThat(there.resolve(".edms-restore-" + id)).doesNotExist();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void link(Path link, Path to) {
        try {
            Files.createSymbolicLink(link, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuses(ThrowingCallable work, ErrorCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
