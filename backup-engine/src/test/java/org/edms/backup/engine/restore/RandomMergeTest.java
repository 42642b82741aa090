package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merges of random tables whose rows have random keys in the other system. */
@Tag("repeated")
@PostgresTest
class RandomMergeTest {

    @TempDir
    Path store;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("edms.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theTargetHasTheRowsOfBothSystemsOnce(long seed, TestDatabase source, TestDatabase target) throws Exception {
        // given
        RandomSystems systems = new RandomSystems(seed);
        systems.create(source, true);
        systems.create(target, false);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        EdmsModel model = systems.model();
        Map<String, List<String>> before = Portrait.of(target, model).tables();
        before.values().forEach(rows -> rows.removeIf(row -> !row.contains("note=own")));

        // when
        Restores restores = new Restores(store, backup).into(target).model(model);
        RestoreReport staged = restores.dryRun().allowPartial().run();
        RestoreReport report =
                new Restores(store, backup).into(target).model(model).run();

        // then
        assertThat(report.failure()).as("%s", systems).isNull();
        Map<String, List<String>> expected = Portrait.of(source, model).tables();
        Map<String, List<String>> actual = Portrait.of(target, model).tables();
        assertThat(Portrait.differences(expected, actual)).as("%s", systems).isEmpty();
        assertThat(Portrait.differences(before, actual)).as("%s", systems).isEmpty();
        assertThat(sizes(actual)).as("%s", systems).isEqualTo(systems.sizes());
        assertThat(actual.toString()).doesNotContain("NOWHERE");
        assertThat(new Restores(store, backup)
                        .into(target)
                        .model(model)
                        .compare()
                        .findings())
                .as("%s", systems)
                .isEmpty();

        assertThat(report.tables()).isEqualTo(staged.tables());
        assertThat(report.identityMaps()).isEqualTo(staged.identityMaps());

        // and when the restore is repeated
        RestoreReport again =
                new Restores(store, backup).into(target).model(model).run();
        assertThat(again.tables().stream()
                        .filter(table ->
                                table.account().matched() != table.account().inPackage()))
                .as("%s", systems)
                .isEmpty();
        assertThat(Portrait.of(target, model).tables()).isEqualTo(actual);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aUniqueValueOfAnotherRowFailsTheMergeAndChangesNothing(long seed, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        RandomSystems systems = new RandomSystems(seed);
        assumeThat(systems.contradict()).isTrue();
        systems.create(source, true);
        systems.create(target, false);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        EdmsModel model = systems.model();
        Map<String, List<String>> before = Portrait.of(target, model).tables();

        // then
        assertThatThrownBy(() ->
                        new Restores(store, backup).into(target).model(model).run())
                .as("%s", systems)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATED));
        assertThat(Portrait.of(target, model).tables()).isEqualTo(before);
    }

    private static Map<String, Integer> sizes(Map<String, List<String>> tables) {
        Map<String, Integer> sizes = new TreeMap<>();
        tables.forEach((table, rows) -> sizes.put(table, rows.size()));
        return sizes;
    }
}
