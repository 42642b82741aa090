package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final String PASSWORD = "a password of the test";

    private final PostgresBinaries binaries = PostgresBinaries.bundled(BundledCache.DIRECTORY);

    @TempDir
    Path directory;

    @Test
    void dataSurvivesARestart() throws SQLException {
        // given
        try (PostgresServer server = start()) {
            execute(server, "CREATE TABLE kept (word text)");
            execute(server, "INSERT INTO kept VALUES ('still here')");
        }

        // when
        try (PostgresServer server = start()) {

            // then
            assertThat(query(server, "SELECT word FROM kept")).isEqualTo("still here");
        }
    }

    @Test
    void committedDataIsOnDisk() throws SQLException {
        // when
        try (PostgresServer server = start()) {

            // then
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void aLoginWithoutThePasswordIsRejected() {
        try (PostgresServer server = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            server.jdbcUrl("postgres"), PostgresServer.SUPERUSER, "another password"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aFailedStartReportsTheReason() throws IOException {
        // given
        try (PostgresServer server = start()) {
            Path other = directory.resolve("other");

            // then
            assertThatThrownBy(() -> PostgresServer.start(binaries, other, server.port(), PASSWORD, Map.of()))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    /** initdb first writes the file that marks a data directory. */
    @Test
    void anIncompleteDataDirectoryIsRecreated() throws IOException, SQLException {
        // given
        Path unfinished = Files.createDirectories(directory.resolve("data.unfinished/data"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
        Files.writeString(unfinished.resolveSibling("password"), PASSWORD);

        // when
        try (PostgresServer server = start()) {

            // then
            assertThat(query(server, "SELECT 'whole'")).isEqualTo("whole");
            assertThat(directory.resolve("data.unfinished")).doesNotExist();
        }
    }

    @Test
    void aStartWaitsForTheProcessesOfAKilledServer() throws IOException, SQLException, InterruptedException {
        // given
        try (PostgresServer server = start()) {
            execute(server, "CREATE TABLE kept AS SELECT 'still here' AS word");
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();

            // when
            try (PostgresServer next = start()) {

                // then
                assertThat(query(next, "SELECT word FROM kept")).isEqualTo("still here");
                assertThat(server.isAlive()).isFalse();
            }
        }
    }

    @Test
    void theServerStopsWhenItsParentIsKilled() throws Exception {
        // given
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerHolder.class.getName(),
                        directory.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port = readPort(parent);
        assertThat(isListening(port)).isTrue();

        // when
        parent.destroyForcibly().waitFor();

        // then
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isListening(port));
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    }

    /** Runs as a separate process, to be killed. */
    static final class ServerHolder {

        private ServerHolder() {}

        public static void main(String[] arguments) throws InterruptedException {
            PostgresServer server = PostgresServer.start(
                    PostgresBinaries.bundled(BundledCache.DIRECTORY),
                    Path.of(arguments[0]),
                    FreePort.find(),
                    PASSWORD,
                    Map.of());
            System.out.println(server.port());
            TimeUnit.MINUTES.sleep(5);
        }
    }

    private PostgresServer start() {
        return PostgresServer.start(binaries, directory.resolve("data"), FreePort.find(), PASSWORD, Map.of());
    }

    private static int readPort(Process parent) throws IOException {
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            return Integer.parseInt(output.readLine());
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.SUPERUSER, PASSWORD);
    }
}
