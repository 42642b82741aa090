package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.restore.input.PackagedModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that applies to the database of another system, and the errors reported for a wrong model. */
@PostgresTest
class EffectiveModelTest {

    private static final String TENANTS = """
            CREATE TABLE tenants (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE users (id serial PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenants,
              username text NOT NULL, password text NOT NULL, UNIQUE (tenant_id, username));
            CREATE TABLE roles (id serial PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenants,
              name text NOT NULL, UNIQUE (tenant_id, name));
            """;

    private static final String PAPERS = """
            CREATE TABLE papers (id serial PRIMARY KEY, code text NOT NULL UNIQUE, path text, secret text,
              changed timestamptz);
            """;

    private static final String MODEL_OF_PAPERS = """
            format: edms-model/1
            schema: public
            fileRoots:
              storage:
                prefix: storage/
            tables:
              papers:
                key: [code]
                sensitive: {secret: none}
                changedAt: changed
                files:
                  - {root: storage, path: path}
            """;

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void usersOfTenantsStaySeparateWithoutAModel(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(
                TENANTS + "INSERT INTO tenants VALUES (1, 'a'); INSERT INTO users VALUES (1, 1, 'admin', 'of a');"
                        + "INSERT INTO roles VALUES (1, 1, 'reader')");
        target.execute(
                TENANTS + "INSERT INTO tenants VALUES (1, 'b'); INSERT INTO users VALUES (1, 1, 'admin', 'of b');"
                        + "INSERT INTO roles VALUES (1, 1, 'reader')");

        // when
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .shippedModel()
                .run();
        RestoreReport report = new Restores(store, backup).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, """
                SELECT string_agg(t.name || ':' || u.password, ',' ORDER BY t.name)
                FROM users u JOIN tenants t ON t.id = u.tenant_id WHERE u.username = 'admin'
                """)).isEqualTo("a:of a,b:of b");
        assertThat(scalar(target, "SELECT count(*) FROM roles")).isEqualTo("2");
        assertThat(backup.manifest().database().model()).startsWith("none: no shipped model fits this database;");
        assertThat(report.model()).startsWith("none: no model was given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"papermerge", "paperless", "mayan"})
    void anotherSystemIsBackedUpWithoutTheShippedModel(String system, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute(schemaOf(system));
        target.execute("CREATE TABLE unrelated (id integer)");

        // when
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.FULL)
                .files(files)
                .shippedModel()
                .run();
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("none: no shipped model fits this database;");
        assertThat(backup.manifest().findings()).isEmpty();
        assertThat(report.failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"papermerge", "paperless"})
    void anExportOfAnotherSystemAsksForAModelAndSaysWhy(String system, TestDatabase source) throws Exception {
        // given
        source.execute(schemaOf(system));

        // when
        ThrowingCallable export = () -> new Backups(store)
                .of(source)
                .type(BackupType.EXPORT)
                .shippedModel()
                .run();

        // then
        assertThatThrownBy(export)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("--model FILE")
                .hasMessageContaining("no shipped model fits this database");
    }

    @Test
    void theShippedModelIsUsedForItsOwnSystem(@From(SmallEdms.class) TestDatabase source) throws Exception {
        // when
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .shippedModel()
                .run();

        // then
        assertThat(backup.manifest().database().model())
                .isEqualTo("demonstration EDMS, found by its tables; it describes 80 tables");
    }

    @Test
    void theShippedModelIsNotUsedIfItsKeysAreNotUnique(@From(SmallEdms.class) TestDatabase source) throws Exception {
        // given
        source.execute("""
                ALTER TABLE roles DROP CONSTRAINT roles_name_key, DROP CONSTRAINT roles_module_permission_level_key;
                INSERT INTO roles SELECT (jsonb_populate_record(r, jsonb_build_object('id', r.id + 1000,
                  'uuid', gen_random_uuid()))).* FROM roles r LIMIT 1
                """);

        // when
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .shippedModel()
                .run();

        // then
        assertThat(backup.manifest().database().model())
                .startsWith("none: the model of demonstration EDMS was found by its tables, but does not fit: line ")
                .contains("key of public.roles is (name), but several rows share the same value");
    }

    @Test
    void duplicatesOfAnUnguardedKeyAreForTheMergeToRefuse(
            @From(SmallEdms.class) TestDatabase source, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        source.execute("""
                ALTER TABLE backup_configurations ALTER COLUMN name DROP NOT NULL;
                INSERT INTO backup_configurations SELECT (jsonb_populate_record(c, jsonb_build_object('id', c.id + 1000,
                  'uuid', gen_random_uuid()))).* FROM backup_configurations c LIMIT 1
                """);

        // when
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .shippedModel()
                .run();

        ThrowingCallable merge = () -> new Restores(store, backup).into(target).run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("demonstration EDMS, found by its tables;");
        assertThatThrownBy(merge).hasMessageContaining("public.backup_configurations: several rows of the package");
    }

    /** Each of these databases has one table with a name that the model of the demonstration EDMS knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE users (id serial PRIMARY KEY, username text)",
                "CREATE TABLE auth_group (name json); INSERT INTO auth_group VALUES ('{}')",
                "CREATE TABLE django_content_type (app_label text, model text);"
                        + "INSERT INTO django_content_type VALUES ('a', 'b')"
            })
    void aDatabaseWithOneTableOfTheSameNameIsOfAnotherSystem(String schema, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute(schema);
        target.execute(schema);
        Backups found = new Backups(store).of(source).type(BackupType.DATABASE).shippedModel();
        Backups named = new Backups(store).of(source).type(BackupType.EXPORT).edmsModel();

        // when
        BackupResult backup = found.run();
        RestoreReport report = new Restores(store, backup).into(target).run();
        ThrowingCallable export = named::run;
        ThrowingCallable merge = () -> new Restores(store, backup)
                .into(target)
                .model(Restores.edmsModel())
                .run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("none: no shipped model fits this database;");
        assertThat(report.failure()).isNull();
        for (ThrowingCallable refused : List.of(export, merge)) {
            assertThatThrownBy(refused)
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                    .hasMessageContaining("it is for demonstration EDMS, but ")
                    .hasMessageContaining("table public.documents does not exist")
                    .hasMessageContaining("table public.audit_trail does not exist");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE papers (code json); INSERT INTO papers VALUES ('{}')",
                "CREATE TABLE papers (code text UNIQUE); CREATE TABLE kinds (name text); INSERT INTO kinds VALUES ('a')"
            })
    void aKeyThatCannotBeComparedIsRefused(String schema, TestDatabase source) throws Exception {
        // given
        source.execute(schema);
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                genericTypes: { table: kinds, label: [name], tables: { paper: papers } }
                tables: { papers: { key: [code] } }
                """);

        // when
        ThrowingCallable backup = () -> new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(model)
                .run();

        // then
        assertThatThrownBy(backup)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID));
    }

    @Test
    void aModelOfWhichNoTableExistsIsRefusedByName(TestDatabase source) throws Exception {
        // given
        source.execute("CREATE TABLE sheets (id integer)");

        // when
        ThrowingCallable backup = () -> new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(ModelFile.parse(MODEL_OF_PAPERS))
                .run();

        // then
        assertThatThrownBy(backup).hasMessageContaining("none of its tables exists: public.papers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE", "EXPORT"})
    void aNamedModelWithMissingColumnsIsRefusedByLine(BackupType type, TestDatabase source) throws Exception {
        // given
        source.execute(PAPERS);
        EdmsModel wrong =
                ModelFile.parse(MODEL_OF_PAPERS.replace("[code]", "[cipher]").replace("path: path", "path: file"));

        // when
        ThrowingCallable backup =
                () -> new Backups(store).of(source).type(type).model(wrong).run();

        // then
        assertThatThrownBy(backup)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining(
                        "line 8: key of public.papers names the column cipher, which the table does not have")
                .hasMessageContaining(
                        "line 12: files of public.papers names the column file, which the table does not have");
    }

    @Test
    void aNamedModelIsRefusedAsWellByInspectionAndRestore(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(PAPERS);
        target.execute(PAPERS);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        EdmsModel wrong = ModelFile.parse(MODEL_OF_PAPERS.replace("path: path", "path: file"));
        StoredPackages packages = new StoredPackages(new DirectoryStore(store), List.of());

        // when
        ThrowingCallable inspection =
                () -> PackagedModel.of(packages, backup.stored().name(), wrong);
        ThrowingCallable merge =
                () -> new Restores(store, backup).into(target).model(wrong).run();

        // then
        assertThatThrownBy(inspection).hasMessageContaining("line 12: files of public.papers names the column file");
        assertThatThrownBy(merge).hasMessageContaining("line 12: files of public.papers names the column file");
    }

    @Test
    void aKeyThatAConstraintShowsToBeTooNarrowIsRefusedOnBothSides(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute("CREATE TABLE users (id serial PRIMARY KEY, username text NOT NULL UNIQUE);"
                + "INSERT INTO users VALUES (1, 'admin')");
        target.execute(
                TENANTS + "INSERT INTO tenants VALUES (1, 'b'); INSERT INTO users VALUES (1, 1, 'admin', 'of b')");
        EdmsModel byName = ModelFile.parse("""
                format: edms-model/1
                tables:
                  users:
                    key: [username]
                """);
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(byName)
                .run();

        // when
        ThrowingCallable packaged =
                () -> new Restores(store, backup).into(target).run();
        ThrowingCallable named = () -> new Backups(store)
                .of(target)
                .type(BackupType.DATABASE)
                .model(byName)
                .run();

        // then
        String refusal = "line 4: key of public.users is (username), but the constraint "
                + "users_tenant_id_username_key makes only (tenant_id, username) unique";
        assertThatThrownBy(packaged).hasMessageContaining(refusal);
        assertThatThrownBy(named).hasMessageContaining(refusal);
        assertThat(scalar(target, "SELECT string_agg(password, ',') FROM users"))
                .isEqualTo("of b");
    }

    @Test
    void aPrefixThatNoPathHasIsReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(PAPERS + "INSERT INTO papers (code, path) VALUES ('a', 'archive/a.pdf')");
        target.execute(PAPERS);
        Files.writeString(Files.createDirectories(files.resolve("archive")).resolve("a.pdf"), "a");
        Backups backups = new Backups(store).of(source).files(files).model(ModelFile.parse(MODEL_OF_PAPERS));

        // when
        BackupResult backup = backups.run();
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(files.resolve("restored"))
                .run();

        // then
        assertThat(backup.manifest().findings())
                .containsExactly(new Finding(
                        Finding.Kind.PREFIX_UNUSED,
                        "storage",
                        "no row's path begins with the prefix \"storage/\" that the model gives"));
        assertThat(report.warnings()).extracting(Failure::code).containsExactly(ErrorCode.FILE_PREFIX_UNUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET", "ROW"})
    void theTargetKeepsItsSecretsAndNewRowsBringTheirs(Strategy strategy, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute(PAPERS + "INSERT INTO papers (id, code, path, secret) VALUES (1, 'a', 'storage/new', 'theirs'),"
                + " (2, 'b', NULL, 'brought'), (3, 'c', NULL, 'theirs')");
        target.execute(PAPERS + "INSERT INTO papers (id, code, path, secret) VALUES (7, 'a', 'storage/old', 'ours'),"
                + " (8, 'c', NULL, 'ours')");
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(ModelFile.parse(MODEL_OF_PAPERS))
                .run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .strategy(strategy)
                .onMatch(OnMatch.UPDATE)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(
                        target,
                        "SELECT string_agg(code || secret || coalesce(path, ''), ',' ORDER BY code) FROM papers"))
                .isEqualTo("aoursstorage/new,bbrought,cours");
        assertThat(report.rows().updated()).isEqualTo(1);
        assertThat(report.rows().matched()).isEqualTo(1);
    }

    @Test
    void tablesWithoutAChangeTimeAreReportedAndKept(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(PAPERS + "INSERT INTO papers (code, path, changed) VALUES ('a', 'new', '2026-02-02')");
        target.execute(PAPERS + "INSERT INTO papers (code, path, changed) VALUES ('a', 'old', '2026-01-01')");
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        Restores undated = new Restores(store, backup).into(target).onMatch(OnMatch.NEWER);
        Restores dated =
                new Restores(store, backup).into(target).onMatch(OnMatch.NEWER).model(ModelFile.parse(MODEL_OF_PAPERS));

        // when
        RestoreReport kept = undated.run();
        RestoreReport updated = dated.run();

        // then
        assertThat(kept.warnings()).extracting(Failure::code).containsExactly(ErrorCode.CHANGE_TIME_UNKNOWN);
        assertThat(kept.warnings().get(0).detail()).contains("public.papers (1 rows)");
        assertThat(kept.rows().left()).isEqualTo(1);
        assertThat(updated.warnings()).isEmpty();
        assertThat(updated.rows().updated()).isEqualTo(1);
    }

    @Test
    void optionsThatNeedAModelAreRefusedWithoutOne(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(PAPERS + "INSERT INTO papers (code) VALUES ('a')");
        target.execute(PAPERS);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        ThrowingCallable withoutUsers =
                () -> new Restores(store, backup).into(target).skipUsers().run();
        ThrowingCallable critical = () -> new Restores(store, backup)
                .into(target)
                .scope(RestoreScope.CRITICAL)
                .run();

        // then
        assertThatThrownBy(withoutUsers).hasMessageContaining("--skip-users needs a model with the group \"users\"");
        assertThatThrownBy(critical).hasMessageContaining("restore-critical needs a model");
        assertThat(scalar(target, "SELECT count(*) FROM papers")).isEqualTo("0");
    }

    private static String schemaOf(String system) throws Exception {
        try (InputStream text = ModelFile.class.getResourceAsStream(system + ".sql")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
