package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges trees that tables describe in other ways than by the parent of each row. */
@PostgresTest
class TreeTest {

    private static final String NESTED_SETS = """
            CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE, parent_id integer REFERENCES folder,
              tree_id integer NOT NULL, lft integer NOT NULL, rght integer NOT NULL, level integer NOT NULL);
            """;
    private static final String NESTED_SETS_MODEL = """
            folder:
              key: [name]
              tree: { parent: parent_id, left: lft, right: rght, tree: tree_id, level: level%s }
            """;

    /** The rows of the package: a with b and d, c in b; e. */
    private static final String PACKAGED_SETS = """
            INSERT INTO folder VALUES (1, 'a', NULL, 1, 1, 8, 0), (2, 'b', 1, 1, 2, 5, 1), (3, 'c', 2, 1, 3, 4, 2),
              (4, 'd', 1, 1, 6, 7, 1), (5, 'e', NULL, 2, 1, 2, 0);
            """;

    /** The rows of the target: x; a with b and y. */
    private static final String TARGET_SETS = """
            INSERT INTO folder VALUES (1, 'x', NULL, 1, 1, 2, 0), (5, 'a', NULL, 2, 1, 6, 0), (7, 'b', 5, 2, 2, 3, 1),
              (4, 'y', 5, 2, 4, 5, 1);
            SELECT setval('folder_id_seq', 7);
            """;

    private static final String ALL_SETS = "SELECT name, tree_id, lft, rght, level FROM folder ORDER BY tree_id, lft";

    @TempDir
    Path store;

    @Test
    void nestedSetsAreComputedAgain(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(NESTED_SETS + PACKAGED_SETS);
        target.execute(NESTED_SETS + TARGET_SETS);
        DescribedMerge merge = DescribedMerge.of(store, source, target, NESTED_SETS_MODEL.formatted(""));

        // when
        RestoreReport report = merge.run();

        // then
        assertThat(merge.rows(ALL_SETS))
                .isEqualTo("x,1,1,2,0 a,2,1,10,0 b,2,2,5,1 c,2,3,4,2 y,2,6,7,1 d,2,8,9,1 e,3,1,2,0");
        assertThat(report.checks())
                .filteredOn(check -> check.name().equals("tree public.folder"))
                .singleElement()
                .extracting(Check::detail)
                .isEqualTo("nested sets by parent_id computed again: 6 rows changed");
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound).allMatch(table -> table.changed() == 0);
        merge.assertThatAgainChangesNothing();
        assertThat(merge.rows(ALL_SETS)).startsWith("x,1,1,2,0 a,2,1,10,0 b,2,2,5,1");
    }

    @Test
    void siblingsAreSortedAsTheModelSays(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(NESTED_SETS + PACKAGED_SETS);
        target.execute(NESTED_SETS + TARGET_SETS);
        DescribedMerge merge = DescribedMerge.of(store, source, target, NESTED_SETS_MODEL.formatted(", order: [name]"));

        // when
        merge.run();

        // then
        assertThat(merge.rows(ALL_SETS))
                .isEqualTo("a,1,1,10,0 b,1,2,5,1 c,1,3,4,2 d,1,6,7,1 y,1,8,9,1 e,2,1,2,0 x,3,1,2,0");
    }

    @Test
    void aTreeStaysIfNoRowOfItIsWritten(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(NESTED_SETS + PACKAGED_SETS);
        target.execute(NESTED_SETS + """
                INSERT INTO folder VALUES (1, 'a', NULL, 9, 1, 8, 0), (2, 'b', 1, 9, 2, 5, 1), (3, 'c', 2, 9, 3, 4, 2),
                  (4, 'd', 1, 9, 6, 7, 1), (5, 'e', NULL, 3, 1, 2, 0);
                """);
        DescribedMerge merge = DescribedMerge.of(store, source, target, NESTED_SETS_MODEL.formatted(""));

        // when
        RestoreReport report = merge.assertThatAgainChangesNothing();

        // then
        assertThat(merge.rows("SELECT DISTINCT tree_id FROM folder ORDER BY 1")).isEqualTo("3 9");
        assertThat(report.checks()).extracting(Check::name).doesNotContain("tree public.folder");
    }

    @Test
    void rowsWithoutAnotherKeyAreNotMatchedByTheirPosition(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = NESTED_SETS
                .replace(" UNIQUE", "")
                .replace("level integer NOT NULL", "level integer NOT NULL, UNIQUE (tree_id, lft)");
        source.execute(tables + PACKAGED_SETS);
        target.execute(tables + TARGET_SETS);
        DescribedMerge merge = DescribedMerge.of(
                store,
                source,
                target,
                NESTED_SETS_MODEL.replace("  key: [name]\n", "").formatted(""));

        // when
        merge.restore().run();

        // then
        assertThat(merge.rows("SELECT name, count(*) FROM folder GROUP BY name ORDER BY name"))
                .isEqualTo("a,1 b,1 c,1 d,1 e,1 x,1 y,1");
    }

    @Test
    void aCycleOfParentsIsRefusedByName(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(NESTED_SETS + """
                INSERT INTO folder VALUES (1, 'a', NULL, 1, 1, 2, 0), (2, 'b', NULL, 2, 1, 4, 0), (3, 'c', 2, 2, 2, 3, 1);
                """);
        target.execute(NESTED_SETS + "INSERT INTO folder VALUES (1, 'c', NULL, 1, 1, 4, 0), (2, 'b', 1, 1, 2, 3, 1)");
        source.execute("UPDATE folder SET parent_id = 3 WHERE name = 'b'");
        DescribedMerge merge = DescribedMerge.of(store, source, target, NESTED_SETS_MODEL.formatted(""));

        // then
        assertThatThrownBy(merge::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TREE_CYCLIC))
                .hasMessageContaining("public.folder: no root leads to b and c");
        assertThat(merge.rows("SELECT count(*) FROM folder")).isEqualTo("2");
    }

    @Test
    void aTreeThatDoesNotFitIsRefusedWithItsLine(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(NESTED_SETS);

        // then
        assertThatThrownBy(() -> DescribedMerge.parse("tables: { folder: { tree: {\n parent: a, left: b } } }"))
                .hasMessageContaining("line 2: \"right\" of a tree names a column");
        assertThatThrownBy(() -> DescribedMerge.of(store, source, target, """
                                folder:
                                  key: [name, level]
                                  tree:
                                    parent: name
                                    left: gone
                                    right: rght
                                    level: level
                                """).backup())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining("line 7: tree of public.folder names the column gone")
                .hasMessageContaining("line 6: tree of public.folder: name references no row of the same table")
                .hasMessageContaining("line 4: key of public.folder contains level, which its tree computes");
    }
}
