package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges rows that other rows identify by referencing them, such as the home folders of users. */
@PostgresTest
class ReferencedKeyTest {

    private static final String TABLES = """
            CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE, home_id integer);
            CREATE TABLE node (id serial PRIMARY KEY, title text NOT NULL, parent_id integer REFERENCES node, owner_id integer REFERENCES person);
            """;
    private static final String FOREIGN_KEY =
            "ALTER TABLE person ADD FOREIGN KEY (home_id) REFERENCES node DEFERRABLE;";
    private static final String MODEL = """
            person: { key: [login] }
            node:
              key: { referencedBy: person, by: home_id, key: [login], else: [title, parent_id] }
              unguarded: true
            """;
    private static final String HOMES =
            "SELECT p.login, n.title, o.login AS owner FROM person p JOIN node n ON n.id = p.home_id LEFT JOIN person o ON o.id = n.owner_id ORDER BY 1";
    private static final String NODES =
            "WITH RECURSIVE x AS (SELECT n.id, coalesce(p.login, '') || ':' || title AS path FROM node n LEFT JOIN person p ON p.home_id = n.id WHERE parent_id IS NULL"
                    + " UNION ALL SELECT n.id, x.path || '/' || n.title FROM node n JOIN x ON x.id = n.parent_id) SELECT path FROM x ORDER BY 1";

    @TempDir
    Path store;

    @Test
    void rowsAreMatchedThroughTheRowsThatReferenceThem(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        merge.run();

        // then
        assertThat(merge.rows(HOMES)).isEqualTo("ann,home,ann bob,home,bob cleo,home,cleo zoe,home,zoe");
        assertThat(merge.rows(NODES))
                .isEqualTo(
                        ":home :home/x ann:home ann:home/a ann:home/x bob:home bob:home/x bob:home/y cleo:home zoe:home");
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound).allMatch(table -> table.changed() == 0);
        merge.assertThatAgainChangesNothing();
        assertThat(merge.rows("SELECT count(*) FROM node")).isEqualTo("10");
    }

    @Test
    void aRowThatIsReferencedTwiceIsRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);
        source.execute("UPDATE person SET home_id = 1");

        // then
        assertThatThrownBy(merge::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_AMBIGUOUS))
                .hasMessageContaining(
                        "public.node: several rows of the target match the same row of the package: (home,)");
    }

    @Test
    void aKeyThatDoesNotFitIsRefusedWithItsLine(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES);

        // then
        assertThatThrownBy(() -> DescribedMerge.parse("tables: { node: { key: {\n referencedBy: person } } }"))
                .hasMessageContaining("line 2: \"else\" names the columns that identify all other rows");
        assertRefused(source, target, "nowhere", "home_id", "public.nowhere does not exist");
        assertRefused(source, target, "person", "gone", "public.person.gone does not exist");
        assertRefused(source, target, "person", "home_id", "public.person.home_id references no row of it");
    }

    private void assertRefused(TestDatabase source, TestDatabase target, String table, String by, String why) {
        assertThatThrownBy(() -> DescribedMerge.of(store, source, target, """
                                node:
                                  key: { referencedBy: %s, by: %s, key: [login], else: [title] }
                                """.formatted(table, by))
                        .backup())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining("line 4: key of public.node: " + why);
    }

    /** In the package the folders are named in other letters than in the target, which a key of columns would take for others. */
    private DescribedMerge systems(TestDatabase source, TestDatabase target) throws Exception {
        source.execute(TABLES + """
                INSERT INTO person VALUES (1, 'ann', 1), (2, 'bob', 2), (3, 'cleo', 3);
                INSERT INTO node VALUES (1, 'home', NULL, 1), (2, 'home', NULL, 2), (3, 'home', NULL, 3), (4, 'x', 1, 1), (5, 'x', 2, 2),
                  (6, 'a', 1, 2), (7, 'home', NULL, NULL), (8, 'x', 7, NULL);
                """ + FOREIGN_KEY);
        target.execute(TABLES + """
                INSERT INTO person VALUES (1, 'bob', 5), (2, 'ann', 6), (7, 'zoe', 7);
                INSERT INTO node VALUES (5, 'home', NULL, 1), (6, 'HOME', NULL, 2), (7, 'home', NULL, 7), (1, 'x', 6, 2), (3, 'y', 5, 1);
                SELECT setval('node_id_seq', 7), setval('person_id_seq', 7);
                """ + FOREIGN_KEY);
        return DescribedMerge.of(store, source, target, MODEL);
    }
}
