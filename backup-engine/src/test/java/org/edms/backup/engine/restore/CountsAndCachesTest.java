package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges tables whose values depend on the rows of other tables: counters, and caches. */
@PostgresTest
class CountsAndCachesTest {

    private static final String TABLES = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, uses integer NOT NULL DEFAULT 0);
            CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, tag_id integer REFERENCES tag);
            CREATE TABLE search_index (id serial PRIMARY KEY, words text NOT NULL);
            """;
    private static final String MODEL = """
            caches: [search_index]
            tables:
              tag:
                key: [name]
                counts: { uses: { table: paper, by: tag_id } }
              paper: { key: [code] }
            """;

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void rowsAreCountedAgain(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        RestoreReport report = merge.run();

        // then
        assertThat(merge.rows("SELECT name, uses FROM tag ORDER BY name")).isEqualTo("a,3 b,1 c,0");
        assertThat(report.checks())
                .filteredOn(check -> check.name().equals("count public.tag.uses"))
                .extracting(Check::detail)
                .containsExactly("rows of paper by tag_id counted again: 1 rows changed");
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound);
        merge.assertThatAgainChangesNothing();
    }

    @Test
    void cachesAreEmptied(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        RestoreReport report = merge.run();

        // then
        assertThat(merge.rows("SELECT count(*) FROM search_index")).isEqualTo("0");
        assertThat(report.warnings())
                .extracting(Failure::code, Failure::detail)
                .containsExactly(tuple(ErrorCode.TABLE_EMPTIED, "public.search_index: 2 rows"));
        assertThat(report.leftOut())
                .containsExactly(
                        new RestoreReport.LeftOut("public.search_index", 1, "a cache: the EDMS fills it again"));
        target.execute("INSERT INTO search_index (words) VALUES ('again')");
        merge.assertThatAgainChangesNothing();
        assertThat(merge.rows("SELECT words FROM search_index")).isEqualTo("again");
    }

    @Test
    void theModelOfAPackageEmptiesNothing(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        RestoreReport report = new Restores(store, merge.backup()).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(merge.rows("SELECT count(*) FROM search_index")).isEqualTo("2");
        assertThat(report.warnings())
                .extracting(Failure::code, Failure::detail)
                .containsExactly(tuple(ErrorCode.TABLE_NOT_EMPTIED, "public.search_index"));
    }

    @Test
    void anExportContainsNoCache(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        BackupResult export = new Backups(store)
                .of(source)
                .root("files", files)
                .model(merge.model())
                .type(BackupType.EXPORT)
                .run();

        // then
        assertThat(export.manifest().database().tables())
                .extracting(Manifest.Table::name)
                .doesNotContain("search_index");
    }

    @Test
    void aTableThatOthersReferenceIsNoCache(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);
        target.execute("CREATE TABLE hit (id serial PRIMARY KEY, index_id integer REFERENCES search_index);"
                + "INSERT INTO hit VALUES (1, 2)");

        // then
        assertThatThrownBy(merge::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining(
                        "public.search_index is not a cache: a row of public.hit with index_id 2 references it");
        assertThat(merge.rows("SELECT count(*) FROM search_index")).isEqualTo("2");
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsLine(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES);

        // then
        assertThatThrownBy(() -> DescribedMerge.parse("tables: { tag: { counts: { uses:\n { table: paper } } } }"))
                .hasMessageContaining("line 3: \"by\" names the column of the other table with the reference");
        assertThatThrownBy(() -> new DescribedMerge(store, source, target, DescribedMerge.parse("""
                                caches: [search_index, gone]
                                tables:
                                  tag:
                                    counts:
                                      id: { table: nowhere, by: tag_id }
                                      uses: { table: paper, by: code }
                                """)).backup())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining("line 2: caches names the table public.gone, which does not exist")
                .hasMessageContaining("line 6: counts of public.tag: public.nowhere does not exist")
                .hasMessageContaining("line 7: counts of public.tag: public.paper.code references no row of it");
    }

    private DescribedMerge systems(TestDatabase source, TestDatabase target) throws Exception {
        source.execute(TABLES + """
                INSERT INTO tag VALUES (1, 'a', 2), (2, 'b', 1);
                INSERT INTO paper VALUES (1, 'p', 1), (2, 'q', 1), (3, 'r', 2), (4, 's', NULL);
                INSERT INTO search_index VALUES (1, 'theirs');
                """);
        target.execute(TABLES + """
                INSERT INTO tag VALUES (2, 'a', 1), (7, 'c', 0);
                INSERT INTO paper VALUES (1, 'x', 2), (3, 'p', 2);
                UPDATE tag SET uses = 2 WHERE name = 'a';
                INSERT INTO search_index VALUES (1, 'ours'), (2, 'too');
                """);
        return new DescribedMerge(store, source, target, DescribedMerge.parse(MODEL));
    }
}
