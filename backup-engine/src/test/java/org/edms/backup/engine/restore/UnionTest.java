package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges rows whose JSON documents contain lists that are united. */
@PostgresTest
class UnionTest {

    private static final String TABLES = """
            CREATE TABLE field (id serial PRIMARY KEY, name text NOT NULL UNIQUE, data jsonb, plain json, changed timestamp NOT NULL DEFAULT '2025-01-01');
            """;
    private static final String MODEL = """
            field:
              key: [name]
              changedAt: changed
              union:
                data: { $.options: id, $.deep.er: key }
                plain: { $: id }
            """;
    private static final String OPTIONS =
            "SELECT name, (SELECT string_agg(concat(e ->> 'id', '=', e ->> 'label'), '+') FROM jsonb_array_elements(data -> 'options') e) AS options,"
                    + " data ->> 'type' AS type FROM field ORDER BY name";

    @TempDir
    Path store;

    @Test
    void theElementsOfBothSidesAreKept(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        merge.run();

        // then
        assertThat(merge.rows(OPTIONS)).isEqualTo("f,a=A+b=B of package+c=C,new g,x=X,- h,y=Y,-");
        assertThat(merge.rows("SELECT data -> 'deep' -> 'er' AS er FROM field WHERE name = 'g'"))
                .isEqualTo("[{\"key\": 1}]");
        assertThat(merge.rows("SELECT plain::text FROM field WHERE name = 'f'")).isEqualTo("[7, {\"id\": 1}, 8]");
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound).allMatch(table -> table.changed() == 0);
        merge.assertThatAgainChangesNothing();
    }

    @Test
    void aRowThatIsKeptGetsTheElementsOfThePackage(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        merge.run(OnMatch.KEEP);

        // then
        assertThat(merge.rows(OPTIONS)).isEqualTo("f,b=B of target+c=C+a=A,old g,x=X,- h,y=Y,-");
        merge.run(OnMatch.KEEP);
        assertThat(merge.rows(OPTIONS)).isEqualTo("f,b=B of target+c=C+a=A,old g,x=X,- h,y=Y,-");
    }

    @Test
    void theNewerRowWinsAndGetsTheElementsOfTheOther(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);
        target.execute("UPDATE field SET changed = '2024-01-01' WHERE name = 'f'");

        // when
        merge.run(OnMatch.NEWER);

        // then
        assertThat(merge.rows(OPTIONS)).isEqualTo("f,a=A+b=B of package+c=C,new g,x=X,- h,y=Y,-");
    }

    @Test
    void rowsAreUnitedOneByOne(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DescribedMerge merge = systems(source, target);

        // when
        merge.restore().strategy(Strategy.ROW).onMatch(OnMatch.KEEP).run();

        // then
        assertThat(merge.rows(OPTIONS)).isEqualTo("f,b=B of target+c=C+a=A,old g,x=X,- h,y=Y,-");
    }

    @Test
    void aUnionThatDoesNotFitIsRefusedWithItsLine(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES);

        // then
        assertThatThrownBy(
                        () -> DescribedMerge.parse("tables: { field: { union: { data: {\n \"$.rows[*]\": id } } } }"))
                .hasMessageContaining("line 3: the path to a list that is united has only names of members: $.rows[*]");
        assertThatThrownBy(() -> DescribedMerge.of(store, source, target, """
                                field:
                                  union:
                                    name: { $.a: id }
                                    gone: { $.a: id }
                                """).backup())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining("line 6: union of public.field names the column gone")
                .hasMessageContaining("line 5: union of public.field: name is not a column of the type json or jsonb");
    }

    private DescribedMerge systems(TestDatabase source, TestDatabase target) throws Exception {
        source.execute(TABLES + """
                INSERT INTO field (id, name, data, plain) VALUES
                  (1, 'f', '{"type": "new", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B of package"}]}', '[7, {"id":1}]'),
                  (2, 'g', NULL, NULL),
                  (3, 'h', '{"options": [{"id": "y", "label": "Y"}]}', 'null');
                """);
        target.execute(TABLES + """
                INSERT INTO field (id, name, data, plain) VALUES
                  (2, 'f', '{"type": "old", "options": [{"id": "b", "label": "B of target"}, {"id": "c", "label": "C"}]}', '[8, 7]'),
                  (7, 'g', '{"options": [{"id": "x", "label": "X"}], "deep": {"er": [{"key": 1}]}}', NULL),
                  (1, 'h', NULL, '{"not": "a list"}');
                """);
        return DescribedMerge.of(store, source, target, MODEL);
    }
}
