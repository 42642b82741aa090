package org.edms.backup.engine.catalog.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlGrammarTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TABLE | public.t | CREATE ROLE eve SUPERUSER
            TABLE | public.t | COPY public.t FROM PROGRAM 'id'
            TABLE | public.t | COMMIT
            TABLE | public.t | CREATE TABLE public.t (a integer); CREATE ROLE eve SUPERUSER
            TABLE | public.t | CREATE TABLE public.t (a integer); COMMIT
            TABLE | public.t | CREATE TABLE public.t (a) AS SELECT lo_export(1, '/tmp/x')
            TABLE | public.t | CREATE TABLE public.t (a) AS EXECUTE evil
            TABLE | public.t | CREATE TABLE public.other (a integer)
            TABLE | public.t | CREATE TABLE public.t (a integer) TABLESPACE evil
            TABLE | public.t | CREATE TABLE public.t (a integer)) (
            TABLE | public.t | CREATE TEMP TABLE public.t (a integer)
            TABLE | public.t | ALTER TABLE ONLY public.t ALTER COLUMN a SET STATISTICS 1, OWNER TO eve
            TABLE | public.t | ALTER TABLE ONLY public.other ALTER COLUMN a SET NOT NULL
            DEFAULT | public.t | ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 1, OWNER TO eve
            DEFAULT | public.t | ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT (SELECT 1)
            CONSTRAINT | public.t | ALTER TABLE ONLY public.other ADD CONSTRAINT k PRIMARY KEY (a)
            CONSTRAINT | public.t | ALTER TABLE ONLY public.t ADD CONSTRAINT k PRIMARY KEY (a), DISABLE TRIGGER ALL
            OWNER | public.t | ALTER TABLE public.t OWNER TO eve; COMMIT
            OWNER | eve | ALTER ROLE eve SUPERUSER
            OWNER | eve | ALTER DATABASE eve OWNER TO eve
            SCHEMA | s | CREATE SCHEMA s CREATE TABLE t (a integer)
            SCHEMA | s | CREATE SCHEMA s AUTHORIZATION eve
            SEQUENCE VALUE | public.s | SELECT pg_catalog.setval('public.s', 1, 't'), lo_export(1, '/tmp/x')
            SEQUENCE VALUE | public.s | SELECT pg_catalog.setval('public.s RESTART; CREATE FUNCTION', 1, 't')
            SEQUENCE VALUE | public.s | SELECT pg_catalog.setval('public.other', 1, 't')
            SEQUENCE VALUE | public.s RESTART | SELECT pg_catalog.setval('public.s RESTART', 1, 't')
            LARGE OBJECT | 1 | SELECT pg_catalog.lo_import('/etc/passwd')
            INDEX | public.i | CREATE INDEX other ON public.t USING btree (a)
            COMMENT | public.t | COMMENT ON ROLE eve IS 'x'
            COMMENT | public.t | COMMENT ON TABLE public.t IS 'x'; COMMIT
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() RETURNS void LANGUAGE c AS 'evil.so'
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() RETURNS void LANGUAGE plpython3u AS 'x'
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() RETURNS void LANGUAGE sql LANGUAGE c AS 'x'
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() RETURNS void LANGUAGE sql AS ''; COMMIT
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() LANGUAGE sql BEGIN ATOMIC SELECT 1; END; COMMIT
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() LANGUAGE sql BEGIN ATOMIC SELECT 1 AS case; END; COMMIT; END
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.g() RETURNS void LANGUAGE sql AS ''
            RULE | r ON public.t | CREATE RULE r AS ON DELETE TO public.t DO INSTEAD NOTHING; COMMIT
            RULE | r ON public.t | CREATE RULE r AS ON DELETE TO public.other DO INSTEAD NOTHING
            TRIGGER | g ON public.t | CREATE TRIGGER g AFTER INSERT ON public.other EXECUTE FUNCTION public.f()
            GRANT | TABLE public.t | GRANT pg_execute_server_program TO eve
            GRANT | TABLE public.t | GRANT SELECT ON TABLE public.other TO eve
            GRANT | TABLE public.t | GRANT SELECT ON TABLE public.t TO eve; CREATE ROLE eve
            GRANT | TABLE public.t | GRANT SELECT ON TABLE public.t TO eve, mallory
            GRANT | DATABASE d | GRANT ALL ON DATABASE d TO eve
            GRANT | TABLES ALTER DEFAULT PRIVILEGES FOR ROLE a, b | ALTER DEFAULT PRIVILEGES FOR ROLE a, b GRANT ALL ON TABLES TO eve
            TABLE | public.t AS VALUES (lo_import('/etc/passwd')), | CREATE TABLE public.t AS VALUES (lo_import('/etc/passwd')), (1)
            OWNER | public.t ADD COLUMN a text DEFAULT f(), | ALTER TABLE public.t ADD COLUMN a text DEFAULT f(), OWNER TO eve
            SEQUENCE OWNED BY | public.s RESTART | ALTER SEQUENCE public.s RESTART OWNED BY public.t.a
            DEFAULT | public.t ALTER a TYPE text USING f(), | ALTER VIEW public.t ALTER a TYPE text USING f(), ALTER COLUMN a SET DEFAULT 1
            TYPE | public.t (a) | CREATE TYPE public.t (a) AS (b integer)
            TABLE | edms_backup.applied_restore | CREATE TABLE edms_backup.applied_restore (id uuid)
            SCHEMA | edms_backup | CREATE SCHEMA edms_backup
            GRANT | foreign | GRANT SELECT ON foreign TO anna
            GRANT | foreign data | GRANT SELECT ON foreign data TO anna
            GRANT | large | GRANT SELECT ON large TO anna
            TABLE | public.t | CREATE TABLE public.t (a integer) INHERITS (pg_catalog.pg_authid)
            OWNER | pg_catalog | ALTER SCHEMA pg_catalog OWNER TO eve
            OWNER | pg_catalog.pg_read_file(text) | ALTER FUNCTION pg_catalog.pg_read_file(text) OWNER TO eve
            FUNCTION | pg_catalog.lower(text) | CREATE OR REPLACE FUNCTION pg_catalog.lower(text) RETURNS text LANGUAGE sql AS ''
            INDEX | public.i | CREATE INDEX i ON pg_catalog.pg_class USING btree (oid)
            GRANT | TABLE pg_catalog.pg_authid | GRANT SELECT ON TABLE pg_catalog.pg_authid TO PUBLIC
            GRANT | FUNCTION pg_catalog.pg_read_file(text) | GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO PUBLIC
            GRANT | TABLE public.t, pg_catalog.pg_authid | GRANT SELECT ON TABLE public.t, pg_catalog.pg_authid TO PUBLIC
            GRANT | SCHEMA pg_catalog | GRANT ALL ON SCHEMA pg_catalog TO PUBLIC
            DATABASE | d | CREATE DATABASE d
            DO | d | DO $$ BEGIN END $$
            TABLE | public.t | SET ROLE postgres
            TABLE | public.t | ALTER SYSTEM SET archive_command = 'id'
            """)
    void ddlThatNoBackupWritesIsRejectedWithItsText(String kind, String name, String sql) {
        assertThatThrownBy(() -> CheckedDdl.foreign(List.of(statement(kind, name, sql))))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_HOSTILE);
                    assertThat(e.getMessage()).contains(sql);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK ((query_to_xml('x', true, true, '') IS NULL)) | query_to_xml
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK ((pg_catalog.pg_read_file(a) = '')) | pg_read_file
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK (("pg_read_file"/**/(a) = '')) | pg_read_file
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK (((a).pg_read_file = '')) | pg_read_file
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK (('f'::text).pg_read_file = '') | pg_read_file
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK ((public.lower(a) = '')) | public.lower
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK ((a OPERATOR(public.=) '')) | operator
            DEFAULT | public.t | ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT lo_import('/etc/passwd') | lo_import
            TABLE | public.t | CREATE TABLE public.t (a text GENERATED ALWAYS AS (dblink_exec(b)) STORED, b text) | dblink_exec
            INDEX | public.i | CREATE INDEX i ON public.t USING btree (pg_ls_dir(a)) | pg_ls_dir
            INDEX | public.i | CREATE INDEX i ON public.t USING btree (a) WHERE pg_sleep(1) IS NULL | pg_sleep
            DOMAIN | public.d | CREATE DOMAIN public.d AS text CONSTRAINT c CHECK (public.f(VALUE)) | public.f
            PARTITION | public.p | ALTER TABLE ONLY public.t ATTACH PARTITION public.p FOR VALUES IN (evil('x')) | evil
            VIEW | public.v | CREATE VIEW public.v AS SELECT lo_export(1, '/tmp/x') | CREATE VIEW
            FUNCTION | public.f() | CREATE OR REPLACE FUNCTION public.f() RETURNS void LANGUAGE sql SECURITY DEFINER AS '' | SECURITY DEFINER
            EXTENSION | dblink | CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public | dblink
            """)
    void codeIsNamed(String kind, String name, String sql, String said) {
        assertThat(CheckedDdl.foreign(List.of(statement(kind, name, sql))).code())
                .singleElement()
                .asString()
                .contains(kind, name, said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TABLE | "Odd; DROP"."t ""q""; --" | CREATE TABLE "Odd; DROP"."t ""q""; --" ("a ; b" numeric(10,2), c character varying(20) COLLATE "C" NOT NULL)
            DEFAULT | public.t | ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT ((md5((random())::text))::uuid)
            DEFAULT | public.t | ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT nextval('public.s; DROP TABLE x'::regclass)
            CHECK CONSTRAINT | public.t | ALTER TABLE public.t ADD CONSTRAINT c CHECK (((a >= 0) AND (lower(b) = ANY (ARRAY['x'::text])))) NOT VALID
            FK CONSTRAINT | public.t | ALTER TABLE ONLY public.t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES public.o(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
            COMMENT | public.t | COMMENT ON TABLE public.t IS 'a; CREATE ROLE eve; --'
            EXTENSION | plpgsql | CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog
            TABLE | public.t | CREATE TABLE public.t (a integer) INHERITS (public.o, "odd.schema".p)
            OWNER | public.f(a integer, VARIADIC b text[]) | ALTER FUNCTION public.f(a integer, VARIADIC b text[]) OWNER TO eve
            OWNER | 17 | ALTER LARGE OBJECT 17 OWNER TO eve
            COMMENT | p ON public.t | COMMENT ON POLICY p ON public.t IS 'x'
            GRANT | FUNCTION public.f(numeric(3,1)) | GRANT EXECUTE ON FUNCTION public.f(numeric(3,1)) TO eve
            GRANT | FOREIGN SERVER pg_other | GRANT USAGE ON FOREIGN SERVER pg_other TO eve
            GRANT | LARGE OBJECT 17 | GRANT SELECT ON LARGE OBJECT 17 TO eve
            """)
    void dataIsNotTreatedAsCode(String kind, String name, String sql) {
        assertThat(CheckedDdl.foreign(List.of(statement(kind, name, sql))).code())
                .isEmpty();
    }

    @Test
    void theValueOfASequenceIsData() {
        // given
        String name = "\"Odd; DROP\".\"it's\"";

        // when
        CheckedDdl ddl = CheckedDdl.foreign(List.of(
                statement("SEQUENCE VALUE", name, "SELECT pg_catalog.setval('\"Odd; DROP\".\"it''s\"', -5, 'f')")));

        // then
        assertThat(ddl.statements().get(0).sequence())
                .isEqualTo(new CheckedStatement.SequenceValue(new QualifiedName("Odd; DROP", "it's"), -5, false));
    }

    @Test
    void theTableOfAnIndexIsKnownByItsName() {
        assertThat(CheckedDdl.foreign(List.of(statement(
                                "INDEX", "public.i", "CREATE INDEX i ON ONLY public.\" t \" USING btree (a)")))
                        .statements()
                        .get(0))
                .matches(statement -> statement.effect() == DdlEffect.INDEX)
                .extracting(CheckedStatement::table)
                .isEqualTo(new QualifiedName("public", " t "));
    }

    private static DdlStatement statement(String kind, String name, String sql) {
        return new DdlStatement(Section.BEFORE_DATA, kind, name, sql);
    }
}
