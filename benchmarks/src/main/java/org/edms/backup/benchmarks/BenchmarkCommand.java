package org.edms.backup.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.PostgresBinaries;
import org.edms.backup.standalone.PostgresServer;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates an EDMS and compares its backups and restores with those of other tools. */
@Command(
        name = "benchmarks",
        description = "Compares backups and restores with other tools, and writes a table.",
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {

    private static final String PASSWORD = "benchmark";
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "on", "shared_buffers", "2GB", "max_wal_size", "4GB");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--documents",
            defaultValue = "300000",
            description = "number of documents (default: ${DEFAULT-VALUE})")
    private long documents;

    @Option(names = "--mean-file-size", defaultValue = "12288", description = "bytes (default: ${DEFAULT-VALUE})")
    private int meanFileSize;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "measured rounds, after a warm-up (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "WORD",
            description = "run only the disciplines whose name contains it (default: all)")
    private String only = "";

    @Option(
            names = "--postgres",
            defaultValue = "/usr/lib/postgresql/15/bin",
            description = "directory with PostgreSQL, pg_dump and psql (default: ${DEFAULT-VALUE})")
    private Path postgres;

    @Option(
            names = "--work",
            required = true,
            description = "directory for database, files and packages; reused by the next run")
    private Path work;

    @Option(
            names = "--output",
            defaultValue = "benchmark.md",
            description = "file for the table (default: ${DEFAULT-VALUE})")
    private Path output;

    private BenchmarkCommand() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Path absolute = Files.createDirectories(work).toAbsolutePath();
        PrintWriter progress = spec.commandLine().getOut();
        try (PostgresServer server = PostgresServer.start(
                new PostgresBinaries(postgres), absolute.resolve("data"), FreePort.find(), PASSWORD, SETTINGS)) {
            Path files = absolute.resolve("files");
            generateOnce(server, absolute.resolve("generated"), files, progress);
            Race race = new Race(absolute, environment(server), progress);
            Report report = new Report();
            report.line(
                    "# %,d documents, %d processors",
                    documents, Runtime.getRuntime().availableProcessors());
            Contenders contenders = new Contenders(postgres, files);
            measure("Database", contenders.database(), race, report);
            measure("Files, first backup", contenders.files(), race, report);
            measure("Files, one in a hundred changed", contenders.changedFiles(absolute), race, report);
            reinitialiseOnce(server, absolute);
            measure("Restore of the database", contenders.restores(absolute), race, report);
            progress.println(report);
            progress.flush();
        }
        return 0;
    }

    /** Writes the results to disk before the next discipline starts. */
    private void measure(String discipline, List<Contender> contenders, Race race, Report report)
            throws IOException, InterruptedException {
        if (!discipline.contains(only)) {
            return;
        }
        report.heading(discipline);
        report.table(race.run(contenders, rounds));
        Files.writeString(output, report.toString(), StandardCharsets.UTF_8);
    }

    private void generateOnce(PostgresServer server, Path done, Path files, PrintWriter progress)
            throws IOException, SQLException {
        if (Files.exists(done)) {
            return;
        }
        progress.println("generating");
        progress.flush();
        DemoEdms edms = new DemoEdms(source(server, "postgres"), files);
        edms.createSchema();
        edms.generate(new Size(documents, 1, meanFileSize));
        Files.createFile(done);
    }

    private static void reinitialiseOnce(PostgresServer server, Path work) throws IOException, SQLException {
        Path done = work.resolve("reinitialised");
        if (Files.exists(done)) {
            return;
        }
        try (Connection connection = source(server, "template1").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + Contenders.REINITIALISED);
            statement.execute("CREATE DATABASE " + Contenders.REINITIALISED + " TEMPLATE postgres");
        }
        new DemoEdms(source(server, Contenders.REINITIALISED), work.resolve("reinitialised-files")).reinitialise();
        try (Connection connection = source(server, Contenders.REINITIALISED).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM FULL");
        }
        Files.createFile(done);
    }

    private static PGSimpleDataSource source(PostgresServer server, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(database));
        source.setUser(PostgresServer.SUPERUSER);
        source.setPassword(PASSWORD);
        return source;
    }

    private static Map<String, String> environment(PostgresServer server) {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(server.port()),
                "PGUSER",
                PostgresServer.SUPERUSER,
                "PGPASSWORD",
                PASSWORD,
                "PGDATABASE",
                "postgres",
                "RESTIC_PASSWORD",
                PASSWORD);
    }
}
