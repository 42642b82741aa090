package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.target.Sql;
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

/** Merges systems with other ids whose references no foreign key declares. */
@PostgresTest
class DeclaredReferencesTest {

    private static final String TABLES = """
            CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE);
            CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE folder (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), path text NOT NULL UNIQUE);
            CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            """;

    private static final String ROWS = """
            INSERT INTO person VALUES (1, 'ann'), (2, 'bob'), (3, 'cleo');
            INSERT INTO paper VALUES (1, 'p'), (2, 'q'), (3, 'r');
            INSERT INTO folder VALUES ('00000000-0000-0000-0000-000000000001', '/a'), ('00000000-0000-0000-0000-000000000002', '/b');
            INSERT INTO kind VALUES (1, 'paper'), (2, 'person'), (3, 'folder'), (4, 'other');
            """;

    private static final String OTHER_ROWS = """
            INSERT INTO person VALUES (1, 'bob'), (2, 'zoe'), (7, 'ann');
            INSERT INTO paper VALUES (1, 'mine'), (2, 'r'), (3, 'p');
            INSERT INTO folder VALUES ('00000000-0000-0000-0000-000000000009', '/a'), ('00000000-0000-0000-0000-000000000008', '/z');
            INSERT INTO kind VALUES (4, 'paper'), (3, 'person'), (1, 'folder'), (2, 'other');
            """;

    @TempDir
    Path store;

    @Test
    void allKeysThatReferenceRowsMatchedLaterAreRefusedAtOnce(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        String tables = """
                CREATE TABLE node (id serial PRIMARY KEY, code text, next text);
                CREATE TABLE step (id serial PRIMARY KEY, code text, before text);
                INSERT INTO node VALUES (%1$d, 'a', '%1$d');
                INSERT INTO step VALUES (%1$d, 'a', '%1$d');
                """;
        source.execute(tables.formatted(1));
        target.execute(tables.formatted(2));
        DescribedMerge merge = DescribedMerge.of(store, source, target, """
                node: { key: [code, next], unguarded: true, references: [{ column: next, table: node, separator: "," }] }
                step: { key: [code, before], unguarded: true, references: [{ column: before, table: step, separator: "," }] }
                """);

        // when // then
        assertThatThrownBy(() -> merge.restore().run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_AMBIGUOUS))
                .hasMessageContainingAll(
                        "public.node: its key (code, next) references rows of public.node, which are matched later",
                        "public.step: its key (code, before) references rows of public.step, which are matched later",
                        "choose another key for one of the tables in the model");
    }

    @Test
    void wholeValuesOfEachTypeAreRemapped(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, owner integer, author text, place uuid, login text)",
                "('x', 1, '3', '00000000-0000-0000-0000-000000000001', 'bob'), ('y', 2, NULL, NULL, NULL)");

        // when
        RestoreReport report = merge(source, target, """
                references:
                  - { column: owner, table: person }
                  - { column: author, table: person }
                  - { column: place, table: folder }
                  - { column: login, table: person, to: login }
                """);

        // then
        assertClean(report);
        assertThat(
                        rows(
                                target,
                                "SELECT n.name, p.login, a.login, f.path, n.login FROM note n JOIN person p ON p.id = n.owner LEFT JOIN person a ON a.id::text = n.author LEFT JOIN folder f ON f.id = n.place"))
                .isEqualTo("x,ann,cleo,/a,bob y,bob");
    }

    @Test
    void aColumnReferencesOneOfSeveralTablesByItsType(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, what text, id1 text, number integer, id2 integer, kind_id integer REFERENCES kind, id3 text)",
                "('x', 'paper', '1', 1, 1, 1, '2'), ('y', 'person', '1', 2, 1, 2, '2'), ('z', 'session', '1', 2, 3, 3, '00000000-0000-0000-0000-000000000002')");

        // when
        RestoreReport report = merge(source, target, """
                references:
                  - { column: id1, type: what, tables: { paper: paper, person: person, session: ~ } }
                  - { column: id2, type: number, tables: { 1: paper, 2: person } }
                  - { column: id3, type: kind_id }
                """);

        // then
        assertClean(report);
        String named =
                "coalesce((SELECT code FROM paper WHERE %1$s AND id::text = %2$s::text), (SELECT login FROM person WHERE %3$s AND id::text = %2$s::text), (SELECT path FROM folder WHERE %4$s AND id::text = %2$s::text), %2$s::text)";
        assertThat(rows(
                        target,
                        "SELECT n.name, %s, %s, %s FROM note n JOIN kind k ON k.id = n.kind_id ORDER BY 1"
                                .formatted(
                                        named.formatted("what = 'paper'", "id1", "what = 'person'", "false"),
                                        named.formatted("number = 1", "id2", "number = 2", "false"),
                                        named.formatted(
                                                "k.name = 'paper'", "id3", "k.name = 'person'", "k.name = 'folder'"))))
                .isEqualTo("x,p,p,q y,ann,ann,bob z,1,cleo,/b");
    }

    @Test
    void aColumnReferencesTheTableThatHasItsId(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE room (id uuid PRIMARY KEY, name text UNIQUE);"
                + "INSERT INTO room VALUES ('00000000-0000-0000-0001-00000000000%s', 'hall');";
        source.execute(tables.formatted(1));
        target.execute(tables.formatted(2));
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, place uuid)",
                "('x', '00000000-0000-0000-0001-000000000001'), ('y', '00000000-0000-0000-0000-000000000001')");

        // when
        RestoreReport report = merge(source, target, """
                references:
                  - { column: place, table: [room, folder] }
                """);

        // then
        assertClean(report);
        assertThat(
                        rows(
                                target,
                                "SELECT n.name, coalesce(r.name, f.path) FROM note n LEFT JOIN room r ON r.id = n.place LEFT JOIN folder f ON f.id = n.place ORDER BY 1"))
                .isEqualTo("x,hall y,/a");
    }

    @Test
    void idsInsideOfValuesAreRemapped(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, readers integer[], settings jsonb, raw json, tags text, file text, body text)",
                "('x', '{1,2,NULL}', '{\"views\": [{\"id\": 1}, {\"id\": 3}], \"by\": {\"1\": true, \"2\": false}}', '{ \"folder\" : \"00000000-0000-0000-0000-000000000002\", \"n\": 1.0 }', '1, 3', 'thumbs/0000001.webp', 'see /papers/1/ and /papers/3/')");

        // when
        RestoreReport report = merge(source, target, """
                references:
                  - { column: readers, table: person }
                  - { column: tags, table: paper, separator: "," }
                  - { column: file, table: paper, template: "thumbs/{id:07}.webp" }
                  - { column: body, table: paper, within: "/papers/{id}/" }
                json:
                  settings: { "$.views[*].id": paper, "$.by.*~": person }
                  raw: { $.folder: folder }
                """);

        // then
        assertClean(report);
        assertThat(rows(target, "SELECT readers, tags, file, body FROM note"))
                .isEqualTo("[7,1,null],3, 2,thumbs/0000003.webp,see /papers/3/ and /papers/2/");
        assertThat(rows(target, "SELECT settings FROM note"))
                .isEqualTo("{\"by\": {\"1\": false, \"7\": true}, \"views\": [{\"id\": 3}, {\"id\": 2}]}");
        assertThat(rows(target, "SELECT raw FROM note"))
                .isEqualTo("{ \"folder\" : \"%s\", \"n\": 1.0 }"
                        .formatted(rows(target, "SELECT id FROM folder WHERE path = '/b'")));
    }

    @Test
    void aKeyWithReferencesMatchesRowsByWhatTheyName(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE grant_ (id serial PRIMARY KEY, kind_id integer NOT NULL REFERENCES kind, object text NOT NULL, readers integer[] NOT NULL, note text, UNIQUE (kind_id, object, readers))",
                "(1, 1, '1', '{1}', 'new'), (2, 2, '2', '{3}', 'bob')",
                "(1, 4, '3', '{7}', 'old'), (2, 4, '1', '{1}', 'kept')");

        // when
        String model = model("grant_", """
                key: [kind_id, object, readers]
                references:
                  - { column: object, type: kind_id }
                  - { column: readers, table: person }
                """);
        BackupResult backup = backup(source, model);
        RestoreReport report = merge(backup, target, model);
        RestoreReport again = merge(backup, target, model);

        // then
        assertClean(report);
        assertThat(rows(target, "SELECT note FROM grant_ ORDER BY 1")).isEqualTo("bob kept new");
        assertThat(rows(target, "SELECT object, login FROM grant_, person p WHERE note = 'bob' AND p.id = readers[1]"))
                .isEqualTo("1,cleo");
        assertThat(again.tables())
                .allMatch(table -> table.account().matched() == table.account().inPackage());
    }

    @Test
    void aPrimaryKeyThatContainsAnIdChangesInAllRowsThatReferenceIt(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        String tables =
                "CREATE TABLE blob (id text PRIMARY KEY, size integer NOT NULL); CREATE TABLE page (id text REFERENCES blob, text text);"
                        + "CREATE TABLE chunk (id text, nr integer, PRIMARY KEY (id, nr)); CREATE TABLE label (name text PRIMARY KEY, id text UNIQUE NOT NULL);";
        source.execute(
                TABLES + ROWS + tables
                        + "INSERT INTO blob VALUES ('1/x', 10), ('3/y', 20), ('3/z', 30); INSERT INTO page VALUES ('1/x', 'of p'), ('3/y', 'of r');"
                        + "INSERT INTO chunk VALUES ('3/z', 0), ('3/z', 1); INSERT INTO label VALUES ('a', 'of 3'), ('b', 'of 1')");
        target.execute(TABLES + OTHER_ROWS + tables);
        String model = """
                format: edms-model/2
                tables:
                  blob: { references: [{ column: id, table: paper, template: "{id}/{*}" }] }
                  chunk: { references: [{ column: id, table: blob }] }
                  label: { key: [name], references: [{ column: id, table: paper, template: "of {id}" }] }
                """;
        BackupResult backup = backup(source, model);

        // when
        RestoreReport report = merge(backup, target, model);
        target.execute(
                "DELETE FROM chunk WHERE nr = 1; DELETE FROM page WHERE id = '2/y'; DELETE FROM blob WHERE id = '2/y'; UPDATE label SET id = 'of 1' WHERE name = 'b'");
        RestoreReport again = merge(backup, target, model);

        // then
        assertClean(report);
        assertClean(again);
        assertThat(rows(target, "SELECT * FROM blob ORDER BY 1")).isEqualTo("2/y,20 2/z,30 3/x,10");
        assertThat(rows(target, "SELECT * FROM page ORDER BY 2")).isEqualTo("3/x,of p 2/y,of r");
        assertThat(rows(target, "SELECT * FROM chunk ORDER BY 1, 2")).isEqualTo("2/z,0 2/z,1");
        assertThat(rows(target, "SELECT * FROM label ORDER BY 1")).isEqualTo("a,of 2 b,of 3");
    }

    @Test
    void rowsReferenceLaterOnesAndEachOther(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE aa (id serial PRIMARY KEY, name text NOT NULL UNIQUE, near integer[], up integer)",
                "(1, 'x', '{2,1}', 2), (2, 'y', '{1}', NULL)",
                "(1, 'y', NULL, NULL)");

        // when
        RestoreReport report = merge(source, target, "aa", """
                references:
                  - { column: near, table: aa }
                  - { column: up, table: aa }
                """);

        // then
        assertClean(report);
        assertThat(
                        rows(
                                target,
                                "SELECT a.name, u.name, (SELECT string_agg(b.name, '' ORDER BY o) FROM unnest(a.near) WITH ORDINALITY e(id, o) JOIN aa b ON b.id = e.id) FROM aa a LEFT JOIN aa u ON u.id = a.up ORDER BY 1"))
                .isEqualTo("x,y,yx y,x");
    }

    @Test
    void anIdThatIsNowhereIsRefusedKeptOrCleared(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, kept text, cleared integer)",
                "('x', '99', 98), ('y', '1', 1)");
        String model = model("note", """
                references:
                  - { column: kept, table: paper, missing: %s }
                  - { column: cleared, table: paper, missing: clear }
                """);
        BackupResult backup = backup(source, model.formatted("keep"));

        // then
        assertThat(merge(backup, target, model.formatted("refuse")).failure().detail())
                .contains("row x: its kept references a row in neither package nor target: 99 -> public.paper");

        // when
        RestoreReport report = merge(backup, target, model.formatted("keep"));

        // then
        assertThat(report.warnings())
                .extracting(Failure::detail)
                .containsExactly(
                        "1 values of public.note.kept name nothing in package or target; they are restored unchanged: row x: 99",
                        "1 values of public.note.cleared name nothing in package or target; they are cleared: row x: 98");
        assertThat(rows(target, "SELECT * FROM note ORDER BY 1")).isEqualTo("x,99 y,3,3");
    }

    @Test
    void wordsThatAreNoIdsAreIgnored(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, query text, owner text)",
                "('x', 'folder:\"00000000-0000-0000-0000-000000000001\" date:2026-01-01', 'system'), ('y', NULL, '1')");

        // when
        RestoreReport report = merge(source, target, """
                references:
                  - { column: query, table: folder, within: "{id}", missing: ignore }
                  - { column: owner, table: person, missing: ignore }
                """);

        // then
        assertClean(report);
        assertThat(rows(target, "SELECT * FROM note ORDER BY 1"))
                .isEqualTo("x,folder:\"00000000-0000-0000-0000-000000000009\" date:2026-01-01,system y,7");
    }

    @Test
    void anIdThatIsNowhereIsNotIgnoredIfAnotherRowHasIt(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(source, target, "CREATE TABLE note (name text PRIMARY KEY, kept text)", "('x', '42')");
        target.execute("INSERT INTO paper VALUES (42, 'another')");

        // then
        assertThat(merge(source, target, "references: [{ column: kept, table: paper, missing: ignore }]")
                        .failure()
                        .detail())
                .contains("42 is another row of public.paper in the target");
    }

    @Test
    void anIdThatIsNowhereIsNotKeptIfAnotherRowHasIt(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(source, target, "CREATE TABLE note (name text PRIMARY KEY, kept text)", "('x', '42')");
        target.execute("INSERT INTO paper VALUES (42, 'another')");

        // then
        assertThat(merge(source, target, "references: [{ column: kept, table: paper, missing: keep }]")
                        .failure()
                        .detail())
                .contains("42 is another row of public.paper in the target");
    }

    @Test
    void valuesThatCannotBeReadAreNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, doc text, what text, object integer)",
                "('x', '{\"a\": ', 'paper', 1), ('y', '{\"b\": 1}', 'car', 1)");
        String model = model("note", """
                references:
                  - { column: doc, json: $.a, table: paper, missing: %s }
                  - { column: object, type: what, tables: { paper: paper }, missing: %s }
                """);
        BackupResult backup = backup(source, model.formatted("keep", "keep"));

        // then
        assertThat(merge(backup, target, model.formatted("refuse", "keep"))
                        .failure()
                        .detail())
                .contains("row x: its doc $.a is unreadable: it is not JSON");
        assertThat(merge(backup, target, model.formatted("keep", "refuse"))
                        .failure()
                        .detail())
                .contains("row y: its object is unreadable: the type car is unknown");

        // when
        RestoreReport report = merge(backup, target, model.formatted("keep", "keep"));

        // then
        assertThat(report.warnings())
                .extracting(Failure::detail)
                .containsExactly(
                        "1 values of public.note.doc $.a name nothing in package or target; they are restored unchanged: row x: it is not JSON",
                        "public.note.doc $.a: no id is found in 1 values",
                        "1 values of public.note.object name nothing in package or target; they are restored unchanged: row y: the type car is unknown");
        assertThat(report.warnings()).extracting(Failure::code).contains(ErrorCode.REFERENCE_UNUSED);
    }

    @Test
    void anUnknownTypeIsNamedOnlyIfTheValueContainsIds(TestDatabase source, TestDatabase target) throws Exception {
        // given
        systems(
                source,
                target,
                "CREATE TABLE note (name text PRIMARY KEY, doc text, what text)",
                "('x', '{\"a\": 1}', 'paper'), ('y', '{\"b\": 1}', 'car'), ('z', '{\"a\": 1}', 'car')");
        String model = model("note", """
                references:
                  - { column: doc, json: $.a, type: what, tables: { paper: paper }, missing: keep }
                """);

        // when
        RestoreReport report = merge(backup(source, model), target, model);

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings())
                .extracting(Failure::detail)
                .containsExactly(
                        "1 values of public.note.doc $.a name nothing in package or target; they are restored unchanged: row z: the type car is unknown");
    }

    @Test
    void aModelThatDoesNotFitIsRefusedWithItsLine(TestDatabase source) throws Exception {
        // given
        source.execute(
                TABLES + "CREATE TABLE note (name text PRIMARY KEY, at date, number integer, body jsonb, more jsonb)");

        // then
        assertThatThrownBy(() -> backup(source, model("note", """
                        references:
                          - { column: gone, table: paper }
                          - { column: number, table: nowhere }
                          - { column: number, table: folder }
                          - { column: at, table: paper }
                          - { column: number, table: person, to: login2 }
                          - { column: body, table: paper, separator: "," }
                        json:
                          more: { $.x: missing }
                        """)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining("line 6: references of public.note names the column gone")
                .hasMessageContaining(
                        "references of public.note: number references public.nowhere, which does not exist")
                .hasMessageContaining("number has the type integer, but public.folder.id has the type uuid")
                .hasMessageContaining("at has the type date, which cannot contain such references")
                .hasMessageContaining("number references public.person.login2, which does not exist")
                .hasMessageContaining("body by \",\" has the type jsonb, which cannot contain such references")
                .hasMessageContaining(
                        "line 13: references of public.note: more $.x references public.missing, which does not exist");
    }

    private void systems(TestDatabase source, TestDatabase target, String table, String rows) throws Exception {
        systems(source, target, table, rows, null);
    }

    private void systems(TestDatabase source, TestDatabase target, String table, String rows, String otherRows)
            throws Exception {
        String name = table.split(" ", -1)[2];
        source.execute(TABLES + ROWS + table + "; INSERT INTO " + name + " VALUES " + rows);
        target.execute(TABLES
                + OTHER_ROWS
                + table
                + (otherRows == null ? "" : "; INSERT INTO " + name + " VALUES " + otherRows));
    }

    private RestoreReport merge(TestDatabase source, TestDatabase target, String parts) throws Exception {
        return merge(source, target, "note", parts);
    }

    private RestoreReport merge(TestDatabase source, TestDatabase target, String table, String parts) throws Exception {
        String model = model(table, parts);
        return merge(backup(source, model), target, model);
    }

    private RestoreReport merge(BackupResult backup, TestDatabase target, String model) throws Exception {
        return new Restores(store, backup)
                .into(target)
                .model(ModelFile.parse(model))
                .run();
    }

    private BackupResult backup(TestDatabase source, String model) throws Exception {
        return new Backups(store)
                .of(source)
                .model(ModelFile.parse(model))
                .type(BackupType.DATABASE)
                .run();
    }

    private static String model(String table, String parts) {
        return """
                format: edms-model/2
                genericTypes: { table: kind, label: [name], tables: { paper: paper, person: person, folder: folder } }
                tables:
                  %s:
                %s
                """.formatted(table, parts.indent(4));
    }

    private static void assertClean(RestoreReport report) {
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.checks()).isNotEmpty().allMatch(Check::passed);
        assertThat(report.checks()).extracting(Check::name).anyMatch(name -> name.startsWith("reference public."));
    }

    private static String rows(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection)
                    .text(
                            "SELECT string_agg(r, ' ') FROM (SELECT (SELECT string_agg(v.value, ',') FROM json_each_text(row_to_json(x)) v) AS r FROM (%s) x) y"
                                    .formatted(query));
        }
    }
}
