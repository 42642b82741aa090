package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of Papermerge, for which no model is shipped. */
@Tag("long")
@PostgresTest
class PapermergeTest {

    private static final String INSTANCE = SampleSystem.resource("/org/edms/backup/engine/references/papermerge.sql");

    @TempDir
    Path store;

    @Test
    void anInstanceReplacesAnother(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(INSTANCE);
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .shippedModel()
                .run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("none: no shipped model fits");
        assertThat(report.failure()).isNull();
        assertThat(SampleSystem.scalar(target, "SELECT count(*)::text FROM pages"))
                .isEqualTo("400");
    }

    @Test
    void aMergeIsRefusedByName(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(INSTANCE);
        target.execute(INSTANCE);
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .shippedModel()
                .run();

        // then
        assertThatThrownBy(() -> new Restores(store, backup).into(target).run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_AMBIGUOUS))
                .hasMessageContaining("public.users could be matched by (email) or by (username)");
    }
}
