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
    void aClosureTableIsMadeAgain(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = """
                CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE, parent_id integer REFERENCES folder);
                CREATE TABLE folder_path (id serial PRIMARY KEY, above integer NOT NULL REFERENCES folder, below integer NOT NULL REFERENCES folder,
                  depth integer NOT NULL, UNIQUE (above, below));
                """;
        source.execute(tables + """
                INSERT INTO folder VALUES (1, 'a', NULL), (2, 'b', 1), (3, 'c', 2);
                INSERT INTO folder_path (above, below, depth) VALUES (1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 2, 1), (2, 3, 1), (1, 3, 2);
                """);
        target.execute(tables + """
                INSERT INTO folder VALUES (1, 'b', NULL), (2, 'a', NULL), (7, 'z', 1);
                INSERT INTO folder_path (above, below, depth) VALUES (1, 1, 0), (2, 2, 0), (7, 7, 0), (1, 7, 1);
                SELECT setval('folder_id_seq', 7);
                """);
        DescribedMerge merge = DescribedMerge.of(store, source, target, """
                folder:
                  key: [name]
                  tree: { parent: parent_id, closure: folder_path, ancestor: above, descendant: below, depth: depth }
                """);

        // when
        RestoreReport report = merge.run();

        // then
        assertThat(
                        merge.rows(
                                "SELECT a.name AS a, b.name AS b, depth FROM folder_path p JOIN folder a ON a.id = above JOIN folder b ON b.id = below ORDER BY 1, 2"))
                .isEqualTo("a,a,0 a,b,1 a,c,2 a,z,2 b,b,0 b,c,1 b,z,1 c,c,0 z,z,0");
        assertThat(report.leftOut())
                .extracting(omitted -> omitted.what() + ": " + omitted.why())
                .containsExactly("public.folder_path: its rows are made from those of another table");
        assertThat(report.checks())
                .extracting(Check::detail)
                .contains("closure folder_path by parent_id computed again: 5 rows changed");
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound);
        merge.assertThatAgainChangesNothing();
    }

    @Test
    void noPackageChoosesATableToMakeAgain(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = """
                CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE, chief_id integer REFERENCES person);
                CREATE TABLE friend (one integer NOT NULL REFERENCES person, other integer NOT NULL REFERENCES person);
                """;
        source.execute(tables + "INSERT INTO person VALUES (1, 'ann', NULL)");
        target.execute(tables
                + "INSERT INTO person VALUES (1, 'bob', NULL), (2, 'cleo', NULL); INSERT INTO friend VALUES (1, 2)");
        DescribedMerge merge = DescribedMerge.of(store, source, target, """
                person: { key: [login], tree: { parent: chief_id, closure: friend, ancestor: one, descendant: other } }
                """);
        Restores restore = new Restores(store, merge.backup()).into(target);

        // then
        assertThatThrownBy(restore::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining("makes the rows of public.friend again; confirm it with --model FILE");
        assertThat(merge.rows("SELECT count(*) FROM friend")).isEqualTo("1");
    }

    @Test
    void pathsAreComputedAgain(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = """
                CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE, parent_id integer REFERENCES folder,
                  ids text NOT NULL UNIQUE, level integer NOT NULL);
                """;
        source.execute(
                tables
                        + "INSERT INTO folder VALUES (1, 'a', NULL, '/1/', 1), (2, 'b', 1, '/1/2/', 2), (3, 'c', 2, '/1/2/3/', 3)");
        target.execute(tables
                + "INSERT INTO folder VALUES (1, 'b', NULL, '/1/', 1), (2, 'a', NULL, '/2/', 1), (7, 'z', 1, '/1/7/', 2);"
                + "SELECT setval('folder_id_seq', 7)");
        DescribedMerge merge = DescribedMerge.of(store, source, target, """
                folder:
                  key: [name]
                  tree: { parent: parent_id, path: ids, part: id, level: level }
                """);

        // when
        merge.run();

        // then
        assertThat(merge.rows("SELECT name, ids, level FROM folder ORDER BY name"))
                .isEqualTo("a,/2/,1 b,/2/1/,2 c,/2/1/3/,3 z,/2/1/7/,3");
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound).allMatch(table -> table.changed() == 0);
        merge.assertThatAgainChangesNothing();
    }

    @Test
    void aPathThatIsTheKeyStaysIt(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = """
                CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL, parent_id integer REFERENCES folder, path text NOT NULL UNIQUE);
                """;
        source.execute(
                tables + "INSERT INTO folder VALUES (1, 'root', NULL, ''), (2, 'b', 1, 'b'), (3, 'c', 2, 'b.c')");
        target.execute(
                tables + "INSERT INTO folder VALUES (3, 'root', NULL, ''), (1, 'b', 3, 'b'), (2, 'd', 1, 'b.d')");
        DescribedMerge merge = DescribedMerge.of(store, source, target, """
                folder:
                  key: [path]
                  tree: { parent: parent_id, path: path, part: name, separator: "." }
                """);

        // when
        merge.run();

        // then
        assertThat(
                        merge.rows(
                                "SELECT f.path, p.path AS above FROM folder f LEFT JOIN folder p ON p.id = f.parent_id ORDER BY 1"))
                .isEqualTo(",- b, b.c,b b.d,b");
        merge.assertThatAgainChangesNothing();
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
        assertThatThrownBy(() -> DescribedMerge.parse(
                        "tables: { folder: { tree: {\n parent: a, left: b, right: c, path: d } } }"))
                .hasMessageContaining("line 2: a tree has one of \"left\", \"closure\" and \"path\"");
        assertThatThrownBy(() -> DescribedMerge.parse(
                        "tables: { folder: { tree: {\n parent: a, path: b, part: c,\n order: [d] } } }"))
                .hasMessageContaining("line 4: \"order\" does not go with \"path\"");
        assertThatThrownBy(() -> DescribedMerge.of(store, source, target, """
                                folder:
                                  tree:
                                    parent: parent_id
                                    closure: nowhere
                                    ancestor: a
                                    descendant: d
                                """).backup())
                .hasMessageContaining("line 6: tree of public.folder: nowhere does not exist");
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
