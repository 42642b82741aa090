package org.edms.backup.engine.catalog.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.testing.DatabaseTemplate;
import org.edms.backup.testing.From;
import org.edms.backup.testing.InstalledPostgres;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class DdlTest {

    private static InstalledPostgres installed;

    private final List<String> roles = new ArrayList<>();
    private final List<TestDatabase> databases = new ArrayList<>();

    @BeforeAll
    static void start() {
        installed = InstalledPostgres.start().orElse(null);
    }

    @AfterAll
    static void stop() {
        if (installed != null) {
            installed.close();
        }
    }

    /** Roles belong to the server, so they outlive the databases of a test. */
    @AfterEach
    void dropRoles() throws SQLException {
        for (TestDatabase database : databases) {
            for (String role : rolesOf(database)) {
                database.execute("DROP OWNED BY " + role + " CASCADE");
            }
        }
        for (TestDatabase database : databases) {
            for (String role : rolesOf(database)) {
                database.execute("DROP ROLE " + role);
            }
        }
    }

    private List<String> rolesOf(TestDatabase database) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement exists = connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
            for (String role : roles) {
                exists.setString(1, role);
                if (exists.executeQuery().next()) {
                    found.add(role);
                }
            }
        }
        return found;
    }

    @Test
    void aRebuiltDatabaseIsIdentical(TestDatabase original, TestDatabase copy) throws Exception {
        // given
        fill(original);
        Ddl ddl = read(original);

        // when
        make(ddl, copy);

        // then
        assertSame(lines(script(read(copy))), lines(script(ddl)));
        assertThat(ddl.unwritten()).isEmpty();
    }

    @Test
    void pgDumpSeesNoDifference(TestDatabase original, TestDatabase copy) throws Exception {
        // given
        assumeTrue(Files.isExecutable(pgDumpFor(original)), "pg_dump of the server's version");
        fill(original);

        // when
        make(read(original), copy);

        // then
        assertSame(pgDump(copy), pgDump(original));
    }

    @Test
    void pgDumpOfAnotherMajorVersionSeesNoDifference() throws Exception {
        assumeInstalled();

        // given
        TestDatabase original = installed.database();
        TestDatabase copy = installed.database();
        fill(original);
        Ddl ddl = read(original);

        // when
        make(ddl, copy);

        // then
        assertSame(pgDump(copy), pgDump(original));
        assertSame(lines(script(read(copy))), lines(script(ddl)));
        assertThat(ddl.unwritten()).isEmpty();
    }

    @Test
    void aNewerServerAcceptsTheDdlOfAnOlderOne(TestDatabase copy) throws Exception {
        assumeInstalled();

        // given
        TestDatabase original = installed.database();
        fill(original);
        Ddl ddl = read(original);
        createRolesOf(original, copy);

        // when
        make(ddl, copy);

        // then
        assertThat(objects(read(copy))).isEqualTo(objects(ddl));
    }

    @Test
    void anOlderServerAcceptsTheDdlOfANewerOne(TestDatabase original) throws Exception {
        assumeInstalled();

        // given
        TestDatabase copy = installed.database();
        fill(original);
        Ddl ddl = read(original);
        createRolesOf(original, copy);

        // when
        make(ddl, copy);

        // then
        assertThat(objects(read(copy))).isEqualTo(objects(ddl));
    }

    @Test
    void featuresMissingFromAnOlderServerAreRejectedByName(TestDatabase original) throws Exception {
        assumeInstalled();
        try (Connection connection = original.connect()) {
            assumeTrue(connection.getMetaData().getDatabaseMajorVersion() >= 18, "virtual columns");
        }

        // given
        original.execute("""
                CREATE TABLE public.later (a integer, twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL)
                """);
        Ddl ddl = read(original);
        TestDatabase copy = installed.database();

        // then
        assertThatThrownBy(() -> make(ddl, copy)).hasMessageContaining("CREATE TABLE public.later");
    }

    /** Compares names only, because the wording of some statements depends on the server version. */
    private static List<String> objects(Ddl ddl) {
        return ddl.statements().stream()
                .map(statement -> statement.kind() + " " + statement.name())
                .distinct()
                .sorted()
                .toList();
    }

    private static void assumeInstalled() {
        assumeTrue(installed != null, "PostgreSQL of another version is installed");
    }

    /** Roles belong to a server, and the copy is on another one. */
    private void createRolesOf(TestDatabase original, TestDatabase copy) throws SQLException {
        copy.execute("CREATE ROLE owner_" + original.name());
        copy.execute("CREATE ROLE reader_" + original.name());
        copy.execute("GRANT CREATE ON DATABASE " + copy.name() + " TO owner_" + original.name());
    }

    @Test
    void objectsThatDdlCannotExpressAreNamed(TestDatabase database) throws SQLException {
        // given
        database.execute("""
                CREATE AGGREGATE public.total(integer) (sfunc = int4pl, stype = integer);
                CREATE OPERATOR public.=== (leftarg = integer, rightarg = integer, function = int4eq);
                CREATE PUBLICATION everything FOR ALL TABLES;
                CREATE TEXT SEARCH CONFIGURATION public.german2 (COPY = german);
                CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION public.on_ddl();
                CREATE CAST (integer AS box) WITH INOUT;
                """);

        // then
        assertThat(read(database).unwritten())
                .extracting(UnsupportedObject::kind)
                .contains("aggregate", "operator", "publication", "text search configuration", "event trigger", "cast");
    }

    @Test
    void onlyTheNamedSchemaIsRestored(TestDatabase database) throws SQLException {
        // given
        database.execute("CREATE SCHEMA one CREATE TABLE t (a int); CREATE SCHEMA two CREATE TABLE t (a int)");

        // when
        Ddl ddl = read(database, "one");

        // then
        assertThat(ddl.statements())
                .extracting(DdlStatement::name)
                .contains("one.t")
                .doesNotContain("two.t");
    }

    @Test
    void theRebuiltDemonstrationDatabaseIsIdentical(@From(EmptyEdms.class) TestDatabase original, TestDatabase copy)
            throws Exception {
        // when
        Ddl ddl = read(original);
        make(ddl, copy);

        // then
        assertSame(lines(script(read(copy))), lines(script(ddl)));
        assertThat(ddl.unwritten()).isEmpty();
        assertThat(CheckedDdl.foreign(ddl.statements()).code()).isEmpty();
        if (Files.isExecutable(pgDumpFor(original))) {
            assertSame(pgDump(copy), pgDump(original));
        }
    }

    static final class EmptyEdms implements DatabaseTemplate {

        @Override
        public void fill(DataSource empty) {
            new DemoEdms(empty, Path.of("target", "no-files")).createSchema();
        }
    }

    private void fill(TestDatabase database) throws SQLException, IOException {
        String owner = "owner_" + database.name();
        String reader = "reader_" + database.name();
        database.execute(everything().replace(":owner", owner).replace(":reader", reader));
        databases.add(database);
        roles.addAll(List.of(owner, reader));
    }

    private static Ddl read(TestDatabase database, String... schemas) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET search_path = ''");
            return Ddl.read(new CatalogQuery(connection, List.of(schemas)), schemas.length == 0);
        }
    }

    /** Statements that an older server does not support fail individually, as in the report of a restore. */
    private void make(Ddl ddl, TestDatabase database) throws SQLException {
        assertThat(CheckedDdl.foreign(ddl.statements()).statements()).hasSameSizeAs(ddl.statements());
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            databases.add(database);
            for (String setting : Ddl.SETTINGS) {
                statement.execute(setting);
            }
            for (DdlStatement each : ddl.statements()) {
                try {
                    statement.execute(each.sql());
                } catch (SQLException e) {
                    if (each.sql().startsWith("GRANT MAINTAIN ON ")
                            && e.getSQLState().equals("42601")) {
                        continue;
                    }
                    throw new AssertionError(each.sql(), e);
                }
            }
        }
    }

    private static String script(Ddl ddl) {
        return ddl.script(Section.BEFORE_DATA) + ddl.script(Section.AFTER_DATA);
    }

    /** Shows only the lines that differ, because there are thousands of equal ones. */
    private static void assertSame(List<String> lines, List<String> expected) {
        List<String> added = new ArrayList<>(lines);
        expected.forEach(added::remove);
        List<String> missing = new ArrayList<>(expected);
        lines.forEach(missing::remove);
        SoftAssertions soft = new SoftAssertions();
        soft.assertThat(added).as("more than in the original").isEmpty();
        soft.assertThat(missing).as("missing").isEmpty();
        soft.assertAll();
        assertThat(lines).isEqualTo(expected);
    }

    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }

    private static String everything() throws IOException {
        try (InputStream script = DdlTest.class.getResourceAsStream("everything.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Only the pg_dump of the server's own version supports everything in that version. */
    private static Path pgDumpFor(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            String version = Integer.toString(connection.getMetaData().getDatabaseMajorVersion());
            return Path.of("/usr/lib/postgresql", version, "bin", "pg_dump");
        }
    }

    private static List<String> pgDump(TestDatabase database) throws Exception {
        String url = database.url().replaceFirst("^jdbc:", "");
        Process process = new ProcessBuilder(pgDumpFor(database).toString(), "--schema-only", url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        // Sections are sorted because pg_dump orders them by OIDs, which differ in a copy.
        return Stream.of(dump.replaceAll("(?m)^\\\\.*$", "").split("\n--\n(?=-- Name: )", -1))
                .sorted()
                .toList();
    }
}
