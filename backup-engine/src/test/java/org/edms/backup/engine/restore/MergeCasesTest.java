package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the special cases of a merge one by one. */
@PostgresTest
class MergeCasesTest {

    @TempDir
    Path store;

    @Test
    void partitionsAreMergedIntoTheirRootTable(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String table =
                "CREATE TABLE event (id bigserial, at date NOT NULL, code text NOT NULL, PRIMARY KEY (id, at), UNIQUE (code, at)) PARTITION BY RANGE (at);";
        source.execute(
                table + "CREATE TABLE event_25 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
                        + "CREATE TABLE event_26 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
                        + "INSERT INTO event (at, code) VALUES ('2025-05-05', 'a'), ('2026-06-06', 'b')");
        target.execute(
                table + "CREATE TABLE event_all PARTITION OF event FOR VALUES FROM ('2000-01-01') TO ('2100-01-01');"
                        + "INSERT INTO event (at, code) VALUES ('2027-07-07', 'mine'), ('2026-06-06', 'b')");

        // when
        RestoreReport report = merge(source, target);

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT string_agg(code, ',' ORDER BY at) FROM event"))
                .isEqualTo("a,b,mine");
        assertThat(scalar(target, "SELECT count(DISTINCT id) FROM event")).isEqualTo("3");
    }

    @Test
    void triggersDoNotFireDuringAMergeAndFireAfterIt(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String table = "CREATE TABLE paper (code text PRIMARY KEY, note text);";
        source.execute(table + "INSERT INTO paper VALUES ('a', 'as it was')");
        target.execute(table
                + "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.note := ''stamped''; RETURN NEW; END';"
                + "CREATE TRIGGER always BEFORE INSERT ON paper FOR EACH ROW EXECUTE FUNCTION stamp();"
                + "ALTER TABLE paper ENABLE ALWAYS TRIGGER always");

        // when
        merge(source, target);
        target.execute("INSERT INTO paper VALUES ('b', 'later')");

        // then
        assertThat(scalar(target, "SELECT string_agg(note, ',' ORDER BY code) FROM paper"))
                .isEqualTo("as it was,stamped");
        assertThat(scalar(target, "SELECT tgenabled FROM pg_trigger WHERE tgname = 'always'"))
                .isEqualTo("A");
    }

    @Test
    void cyclesOfForeignKeysThatAreNotNullableOrDeferrableAreRestored(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        String tables = "CREATE TABLE man (id serial PRIMARY KEY, name text NOT NULL UNIQUE, wife_id integer NOT NULL);"
                + "CREATE TABLE wife (id serial PRIMARY KEY, name text NOT NULL UNIQUE, man_id integer NOT NULL REFERENCES man);";
        source.execute(tables
                + "INSERT INTO man VALUES (1, 'A', 1), (2, 'B', 2); INSERT INTO wife VALUES (1, 'a', 1), (2, 'b', 2);"
                + "ALTER TABLE man ADD FOREIGN KEY (wife_id) REFERENCES wife");
        target.execute(tables + "INSERT INTO man VALUES (1, 'B', 7); INSERT INTO wife VALUES (7, 'b', 1);"
                + "ALTER TABLE man ADD FOREIGN KEY (wife_id) REFERENCES wife");

        // when
        RestoreReport report = mergeAsOwner(source, target);

        // then
        assertThat(report.failure()).isNull();
        assertThat(
                        scalar(
                                target,
                                "SELECT string_agg(m.name || w.name, ',' ORDER BY m.name) FROM man m JOIN wife w ON w.id = m.wife_id AND w.man_id = m.id"))
                .isEqualTo("Aa,Bb");
        assertThat(scalar(target, "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"))
                .isEqualTo("2");
    }

    @Test
    void rowsWithSwappedIdsKeepTheTargetsIds(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE role (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
                + "CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, role_id integer NOT NULL REFERENCES role);";
        source.execute(
                tables
                        + "INSERT INTO role VALUES (1, 'reader'), (2, 'writer'); INSERT INTO paper VALUES (5, 'p', 1), (6, 'q', 2)");
        target.execute(tables
                + "INSERT INTO role VALUES (2, 'reader'), (1, 'writer'); INSERT INTO paper VALUES (5, 'other', 1)");

        // when
        RestoreReport report = merge(source, target);

        // then
        assertThat(report.reinitialised()).isTrue();
        assertThat(
                        scalar(
                                target,
                                "SELECT string_agg(p.code || ':' || r.name, ',' ORDER BY p.code) FROM paper p JOIN role r ON r.id = p.role_id"))
                .isEqualTo("other:writer,p:reader,q:writer");
        target.execute("INSERT INTO paper (code, role_id) VALUES ('next', 1)");
    }

    @Test
    void aRowThatViolatesAnExclusionConstraintIsNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String table = "CREATE TABLE stay (code text PRIMARY KEY, during int4range NOT NULL";
        source.execute(table + "); INSERT INTO stay VALUES ('a', '[1,5)')");
        target.execute(table + ", EXCLUDE USING gist (during WITH &&)); INSERT INTO stay VALUES ('b', '[4,9)')");

        // then
        assertThatThrownBy(() -> merge(source, target))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATED))
                .hasMessageContaining("[1,5)");
    }

    @Test
    void aTableWithTwoPossibleKeysIsRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String table =
                "CREATE TABLE person (id serial PRIMARY KEY, login text NOT NULL UNIQUE, mail text NOT NULL UNIQUE);";
        source.execute(table + "INSERT INTO person (login, mail) VALUES ('a', 'b')");
        target.execute(table + "INSERT INTO person (login, mail) VALUES ('c', 'd')");

        // then
        assertThatThrownBy(() -> merge(source, target))
                .hasMessageContaining("public.person")
                .hasMessageContaining("(login) or by (mail)");
    }

    @Test
    void keysThatDependOnEachOtherAreRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables =
                "CREATE TABLE a (id serial PRIMARY KEY, b_id integer NOT NULL UNIQUE); CREATE TABLE b (id serial PRIMARY KEY, a_id integer NOT NULL UNIQUE REFERENCES a);"
                        + "ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED;";
        source.execute(tables);
        target.execute(tables);

        // then
        assertThatThrownBy(() -> merge(source, target))
                .hasMessageContaining("public.a")
                .hasMessageContaining("public.b");
    }

    @Test
    void aValueThatTheTargetsTypeRejectsIsNamedWithItsLine(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(
                "CREATE TABLE paper (code text PRIMARY KEY, size text); INSERT INTO paper VALUES ('a', '1'), ('b', 'large')");
        target.execute("CREATE TABLE paper (code text PRIMARY KEY, size integer)");

        // then
        assertThatThrownBy(() -> merge(source, target))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_REFUSED))
                .hasMessageContaining("public.paper")
                .hasMessageContaining("column size")
                .hasMessageContaining("line 2");
    }

    @Test
    void largeObjectsAreRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String table = "CREATE TABLE paper (code text PRIMARY KEY);";
        source.execute(table + "SELECT lo_from_bytea(4711, 'content')");
        target.execute(table);
        BackupResult backup = backup(source);

        // then
        assertThatThrownBy(() -> new Restores(store, backup).into(target).run()).hasMessageContaining("large objects");

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .skipTable("pg_catalog.pg_largeobject")
                .run();

        // then
        assertThat(report.leftOut())
                .singleElement()
                .satisfies(left -> assertThat(left.rows()).isEqualTo(1));
    }

    @Test
    void missingWritePrivilegesAreReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute("CREATE TABLE paper (code text PRIMARY KEY); INSERT INTO paper VALUES ('a')");
        target.execute("CREATE TABLE paper (code text PRIMARY KEY); CREATE ROLE reader_" + target.name()
                + " LOGIN PASSWORD 'secret'; GRANT SELECT ON paper TO reader_" + target.name());
        BackupResult backup = backup(source);

        // then
        assertThatThrownBy(() -> new Restores(store, backup)
                        .into(target)
                        .as("reader_" + target.name(), "secret")
                        .run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRITE_DENIED));
        target.execute("DROP OWNED BY reader_" + target.name() + "; DROP ROLE reader_" + target.name());
    }

    @Test
    void criticalRowsReferenceTheTargetsRows(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .type(BackupType.EXPORT)
                .edmsModel()
                .files(SmallEdms.ROOT.resolve("storage"))
                .run();
        new DemoEdms(target.dataSource(), store.resolve("app")).reinitialise();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(store.resolve("files"))
                .scope(RestoreScope.CRITICAL)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.tables()).allMatch(table -> table.critical());
        Map<String, java.util.List<String>> restored =
                Portrait.of(target, Restores.edmsModel()).tables();
        Map<String, java.util.List<String>> expected =
                Portrait.of(edms, Restores.edmsModel()).tables();
        assertThat(restored.get("public.document_versions").equals(expected.get("public.document_versions")))
                .isTrue();
        assertThat(restored.get("public.login_audit")).isEmpty();
    }

    @Test
    void aKeyWithAGenericReferenceIsRemapped(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
                + "CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE);"
                + "CREATE TABLE mark (id serial PRIMARY KEY, kind_id integer NOT NULL REFERENCES kind, object_id text NOT NULL,"
                + " UNIQUE (kind_id, object_id));";
        source.execute(tables + "INSERT INTO kind VALUES (1, 'paper'); INSERT INTO paper VALUES (5, 'p'), (6, 'q');"
                + "INSERT INTO mark VALUES (1, 1, '5'), (2, 1, '6')");
        target.execute(tables + "INSERT INTO kind VALUES (3, 'paper'); INSERT INTO paper VALUES (6, 'p');"
                + "INSERT INTO mark VALUES (9, 3, '6')");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/1
                schema: public
                genericTypes:
                  table: kind
                  label: [name]
                  tables:
                    paper: paper
                tables:
                  mark:
                    genericReferences:
                      - {type: kind_id, id: object_id}
                """);

        // when
        RestoreReport report =
                new Restores(store, backup(source)).into(target).model(model).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(
                        scalar(
                                target,
                                "SELECT string_agg(m.id || p.code, ',' ORDER BY p.code) FROM mark m JOIN paper p ON p.id::text = m.object_id"))
                .isEqualTo("9p,2q");
    }

    @Test
    void rowsMaySwapUniqueValues(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE shelf (code text PRIMARY KEY, place integer NOT NULL,"
                + " CONSTRAINT one_place UNIQUE (place), span int4range, EXCLUDE USING gist (span WITH &&));";
        source.execute(tables + "INSERT INTO shelf VALUES ('a', 1, '[1,5)'), ('b', 2, '[5,9)'), ('c', 3, NULL)");
        target.execute(tables + "INSERT INTO shelf VALUES ('a', 2, '[5,9)'), ('b', 1, '[1,5)'), ('d', 4, '[11,12)')");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/1
                schema: public
                tables:
                  shelf:
                    key: [code]
                """);
        Restores merge = new Restores(store, backup(source)).into(target).model(model);

        // when
        RestoreReport report = merge.run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT string_agg(code || place, ',' ORDER BY code) FROM shelf"))
                .isEqualTo("a1,b2,c3,d4");
        assertThat(scalar(
                        target,
                        "SELECT string_agg(contype, '' ORDER BY contype) FROM pg_constraint"
                                + " WHERE conrelid = 'shelf'::regclass AND contype IN ('u', 'x')"))
                .isEqualTo("ux");
    }

    @Test
    void aColumnThatThePackageLacksGetsTheValueOfTheModel(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute("CREATE TABLE paper (code text PRIMARY KEY); INSERT INTO paper VALUES ('a'), ('b')");
        target.execute("CREATE TABLE paper (code text PRIMARY KEY, level integer NOT NULL, since date NOT NULL);"
                + "INSERT INTO paper VALUES ('b', 7, '2026-01-01')");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/1
                schema: public
                tables:
                  paper:
                    onNull: {level: 1, since: '2020-02-02'}
                """);

        // when
        RestoreReport report =
                new Restores(store, backup(source)).into(target).model(model).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT string_agg(code || level || since, ',' ORDER BY code) FROM paper"))
                .isEqualTo("a12020-02-02,b72026-01-01");
    }

    @Test
    void materialisedViewsAreRefreshed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute("CREATE TABLE paper (code text PRIMARY KEY); INSERT INTO paper VALUES ('a'), ('b')");
        target.execute("CREATE TABLE paper (code text PRIMARY KEY);"
                + "CREATE VIEW seen AS SELECT code FROM paper; CREATE MATERIALIZED VIEW zero AS SELECT count(*) AS n FROM seen;"
                + "CREATE MATERIALIZED VIEW another AS SELECT n + 1 AS n FROM zero;"
                + "CREATE MATERIALIZED VIEW untouched AS SELECT n FROM zero WITH NO DATA;"
                + "CREATE MATERIALIZED VIEW one AS SELECT 1 / (1 - count(*)) AS n FROM paper");

        // when
        RestoreReport report = merge(source, target);

        // then
        assertThat(report.committed()).isTrue();
        assertThat(scalar(target, "SELECT z.n || ',' || a.n || ',' || o.n FROM zero z, another a, one o"))
                .isEqualTo("2,3,-1");
        assertThat(scalar(target, "SELECT relispopulated FROM pg_class WHERE relname = 'untouched'"))
                .isEqualTo("f");
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void aMaterialisedViewThatCannotBeRefreshedIsReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute("CREATE TABLE paper (code text PRIMARY KEY); INSERT INTO paper VALUES ('a')");
        target.execute("CREATE TABLE paper (code text PRIMARY KEY);"
                + "CREATE MATERIALIZED VIEW inverse AS SELECT 1 / (1 - count(*)) AS n FROM paper");

        // when
        RestoreReport report = merge(source, target);

        // then
        assertThat(report.committed()).isTrue();
        assertThat(scalar(target, "SELECT n FROM inverse")).isEqualTo("1");
        assertThat(report.warnings())
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.detail()).contains("public.inverse").contains("division by zero"));
    }

    private BackupResult backup(TestDatabase source) throws Exception {
        return new Backups(store).of(source).type(BackupType.DATABASE).run();
    }

    private RestoreReport merge(TestDatabase source, TestDatabase target) throws Exception {
        return new Restores(store, backup(source))
                .into(target)
                .model(EdmsModel.unknown())
                .run();
    }

    /** Merges as a role that owns the tables and has no other rights. */
    private RestoreReport mergeAsOwner(TestDatabase source, TestDatabase target) throws Exception {
        String owner = "owner_" + target.name();
        target.execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'; GRANT ALL ON SCHEMA public TO " + owner
                + "; GRANT CREATE ON DATABASE " + target.name() + " TO " + owner
                + "; ALTER TABLE man OWNER TO " + owner + "; ALTER TABLE wife OWNER TO " + owner);
        return new Restores(store, backup(source))
                .into(target)
                .as(owner, "secret")
                .run();
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
