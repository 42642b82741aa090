package org.edms.backup.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the demonstration EDMS. */
@Command(
        name = "demo-edms",
        description = "Creates, fills and re-initialises a demonstration EDMS.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class DemoEdmsCommand implements Runnable {

    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    private DemoEdmsCommand() {}

    public static void main(String[] arguments) {
        // Users of a demonstration do not need the messages of Flyway.
        Logger migrations = Logger.getLogger("org.flywaydb");
        migrations.setLevel(Level.SEVERE);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new DemoEdmsCommand()).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof SQLException
                    || failure instanceof DemoEdmsException
                    || failure instanceof FlywayException) {
                line.getErr().println(message(failure));
                return FAILED;
            }
            throw failure;
        });
    }

    /** A message in one line; the server's own message if the server caused the failure. */
    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() instanceof SQLException next) {
            cause = next;
        }
        return cause.getMessage().lines().findFirst().orElseThrow();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The location of the EDMS. */
    static final class Target {

        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        @Option(
                names = "--db",
                required = true,
                paramLabel = "URL",
                description = "postgresql://user:password@host:port/name or jdbc:postgresql:...;"
                        + " the password also from PGPASSWORD")
        private String url;

        @Option(
                names = "--files",
                required = true,
                paramLabel = "DIR",
                description = "the root of the application, with the document files below it")
        private Path root;

        DemoEdms edms() {
            try {
                DataSource database = DatabaseUrl.parse(url, System.getenv("PGPASSWORD"));
                return new DemoEdms(database, root);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
        }

        /** Prints the number of rows of each table, and the duration. */
        void report(DemoEdms edms, long started) throws SQLException {
            Map<String, Long> counts = edms.rowCounts();
            PrintWriter output = command.commandLine().getOut();
            counts.forEach((table, rows) -> output.printf(Locale.ROOT, "%,12d  %s%n", rows, table));
            output.printf(
                    Locale.ROOT,
                    "%,12d  rows in all, in %.1f seconds%n",
                    counts.values().stream().mapToLong(Long::longValue).sum(),
                    Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0);
            output.flush();
        }
    }

    @Command(name = "generate", description = "Creates the schema and fills it.", mixinStandardHelpOptions = true)
    int generate(
            @Mixin Target target,
            @Option(names = "--documents", defaultValue = "1000", description = "number of documents (default: 1000)")
                    long documents,
            @Option(names = "--seed", defaultValue = "1", description = "seed of the data (default: 1)") long seed,
            @Option(
                            names = "--mean-file-size",
                            defaultValue = "" + Size.DEFAULT_MEAN_FILE_SIZE,
                            paramLabel = "BYTES",
                            description = "mean size of a document file (default: ${DEFAULT-VALUE})")
                    int meanFileSize)
            throws SQLException {
        long started = System.nanoTime();
        DemoEdms edms = target.edms();
        Size size = size(documents, seed, meanFileSize);
        edms.createSchema();
        edms.generate(size);
        target.report(edms, started);
        return 0;
    }

    @Command(name = "create", description = "Creates the schema without rows.", mixinStandardHelpOptions = true)
    int create(@Mixin Target target) {
        target.edms().createSchema();
        return 0;
    }

    @Command(
            name = "reinitialise",
            description = "Deletes business data and users, and gives the remaining rows new ids and UUIDs.",
            mixinStandardHelpOptions = true)
    int reinitialise(@Mixin Target target) throws SQLException {
        long started = System.nanoTime();
        DemoEdms edms = target.edms();
        edms.reinitialise();
        target.report(edms, started);
        return 0;
    }

    private Size size(long documents, long seed, int meanFileSize) {
        try {
            return new Size(documents, seed, meanFileSize);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
