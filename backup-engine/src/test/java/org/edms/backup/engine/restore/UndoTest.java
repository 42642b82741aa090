package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.KeptDatabase;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A merge is undone with its safety package. An undo repeated after a crash continues where the first one stopped. */
@PostgresTest
class UndoTest {

    private static final String TABLE = "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE);";

    @TempDir
    Path directory;

    private final RestoreJobId id = new RestoreJobId(UUID.randomUUID());
    private Path store;
    private Path there;
    private BackupResult backup;
    private TestDatabase target;

    @BeforeEach
    void prepare(TestDatabase source, TestDatabase other) throws Exception {
        store = Files.createDirectory(directory.resolve("store"));
        there = Files.createDirectory(directory.resolve("there"));
        Path here = Files.createDirectory(directory.resolve("here"));
        Files.writeString(here.resolve("one.txt"), "one");
        source.execute(TABLE + "INSERT INTO folder (name) VALUES ('one'), ('two')");
        backup = new Backups(store).of(source).files(here).type(BackupType.FULL).run();
        target = other;
        target.execute(TABLE + "INSERT INTO folder (name) VALUES ('mine')");
    }

    @AfterEach
    void dropKept() throws Exception {
        for (KeptDatabase kept : KeptDatabase.list(Database.parse(target.url(), null))) {
            target.execute("DROP DATABASE " + kept.name());
        }
    }

    @Test
    void aRestoreKilledBeforeItPlacesFilesIsCompletedByTheNext() throws Exception {
        // given
        merge().run();
        Meter kill = new OnPhase(Phase.PLACING_FILES, () -> {
            if (there.resolve("one.txt").toFile().exists() && isBack()) {
                throw new ThreadDeath();
            }
        });
        assertThatThrownBy(() -> merge().meter(kill).undo(id).run()).isInstanceOf(ThreadDeath.class);
        assertThat(there.resolve("one.txt")).exists();

        // when
        merge().undo(id).run();

        // then
        assertThat(names()).isEqualTo("mine");
        assertThat(there.resolve("one.txt")).doesNotExist();
    }

    @Test
    void changesAfterAnUndoAreNotUndone() throws Exception {
        // given
        merge().run();
        merge().undo(id).run();
        target.execute("INSERT INTO folder (name) VALUES ('since')");

        // when
        merge().undo(id).run();

        // then
        assertThat(names()).isEqualTo("mine since");
    }

    @ParameterizedTest
    @EnumSource
    void anUndoneRestoreIsRepeatedUnderAnotherId(RestoreMode mode) throws Exception {
        // given
        restore(mode, id).run();
        restore(mode, id).undo(id).run();

        // then
        assertThatThrownBy(() -> restore(mode, id).run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE));

        // when
        RestoreJobId other = new RestoreJobId(UUID.randomUUID());
        restore(mode, other).run();
        assertThat(names()).endsWith("one two");
        assertThat(there.resolve("one.txt")).exists();
        restore(mode, other).undo(other).run();

        // then
        assertThat(names()).isEqualTo("mine");
        assertThat(there.resolve("one.txt")).doesNotExist();
    }

    private Restores merge() {
        return restore(RestoreMode.MERGE, id);
    }

    private Restores restore(RestoreMode mode, RestoreJobId wanted) {
        return new Restores(store, backup)
                .into(target)
                .files(there)
                .mode(mode)
                .id(wanted)
                .safetyBackup(() -> new Backups(store)
                        .of(target)
                        .type(BackupType.DATABASE)
                        .run()
                        .stored());
    }

    private boolean isBack() {
        try {
            return names().equals("mine");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String names() throws SQLException {
        try (Connection connection = target.connect()) {
            return new Sql(connection).text("SELECT string_agg(name, ' ' ORDER BY name) FROM folder");
        }
    }
}
