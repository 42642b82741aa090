package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.input.PackagedModel;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.TableAccount;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges tables for which the model says what happens to matched rows. */
@PostgresTest
class OnMatchOfTableTest {

    private static final String TABLES = """
            CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, note text);
            CREATE TABLE setting (id serial PRIMARY KEY, name text NOT NULL UNIQUE, value text);
            CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE, mail text, changed timestamp NOT NULL);
            """;
    private static final String MODEL = """
            paper: { key: [code], onMatch: update }
            setting: { key: [name], onMatch: keep }
            person: { key: [login], changedAt: changed, onMatch: newer }
            """;

    @TempDir
    Path store;

    @Test
    void theModelDecidesForEachTable(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        List<TableAccount> updated = merge.run(OnMatch.UPDATE).tables();

        // then
        assertThat(merge.rows("SELECT code, note FROM paper ORDER BY code")).isEqualTo("a,theirs b,-");
        assertThat(merge.rows("SELECT name, value FROM setting ORDER BY name")).isEqualTo("s,ours t,new");
        assertThat(merge.rows("SELECT login, mail FROM person ORDER BY login")).isEqualTo("ann,ours bob,theirs");
        assertThat(updated)
                .extracting(table -> table.table() + " " + table.onMatch())
                .containsExactlyInAnyOrder("public.paper null", "public.setting KEEP", "public.person NEWER");
    }

    @Test
    void theModelDecidesWhateverTheOptionSays(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        merge.run(OnMatch.KEEP);

        // then
        assertThat(merge.rows("SELECT code, note FROM paper ORDER BY code")).isEqualTo("a,theirs b,-");
    }

    @Test
    void anyDifferenceFailsIfTheOptionsSaySo(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // then
        assertThatThrownBy(() -> merge.run(OnMatch.FAIL))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("--on-match");
    }

    @Test
    void theModelInForceSaysWhatHappensInAMerge(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);
        StoredPackages packages = new StoredPackages(new DirectoryStore(store), List.of());

        // when
        PackagedModel model = PackagedModel.of(packages, merge.backup().stored().name(), null);

        // then
        assertThat(model.identities())
                .extracting(identity -> identity.table().name() + " " + model.treatment(identity))
                .contains("setting [matched rows: keep]", "person [matched rows: newer]");
    }

    @Test
    void anImpossibleChoiceIsRefusedWithItsLine() {
        assertThatThrownBy(() -> DescribedMerge.parse("tables: { paper: {\n onMatch: fail } }"))
                .hasMessageContaining("line 3: expected keep, update or newer, not \"fail\"");
        assertThatThrownBy(() -> DescribedMerge.parse("tables: { paper: {\n onMatch: newer } }"))
                .hasMessageContaining("line 3: \"onMatch: newer\" needs \"changedAt\"");
    }

    private DescribedMerge systems(TestDatabase source, TestDatabase target) throws Exception {
        source.execute(TABLES + """
                INSERT INTO paper VALUES (1, 'a', 'theirs'), (2, 'b', NULL);
                INSERT INTO setting VALUES (1, 's', 'theirs'), (2, 't', 'new');
                INSERT INTO person VALUES (1, 'ann', 'theirs', '2025-01-01'), (2, 'bob', 'theirs', '2025-03-03');
                """);
        target.execute(TABLES + """
                INSERT INTO paper VALUES (2, 'a', 'ours');
                INSERT INTO setting VALUES (7, 's', 'ours');
                INSERT INTO person VALUES (2, 'ann', 'ours', '2025-02-02'), (1, 'bob', 'ours', '2025-02-02');
                """);
        return DescribedMerge.of(store, source, target, MODEL);
    }
}
