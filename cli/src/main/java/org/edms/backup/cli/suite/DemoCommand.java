package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.SuiteServers;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the suite with a demonstration EDMS, and migrates it from one system to another. */
@Command(
        name = "demo",
        description = {
            "Runs the suite with a demonstration EDMS.",
            "Migrates the EDMS into a re-initialised system, and accounts for every row and file. "
                    + "The suite then runs until it is stopped."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {"data directory of the suite", "(default: ~/.edms-backup/demo)"})
    private Path data;

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "number of documents in the EDMS (default: that of the last run, else 1000)")
    private Long documents;

    @Option(names = "--exit", description = "stop the suite after the migration")
    private boolean exit;

    /** The demo deletes the data of its EDMS and of its services, so it never runs in the directory of another suite. */
    private static void rejectAnotherEdms(LocalSuite suite) throws IOException {
        Optional<SuiteServers> saved = SuiteServers.savedIn(suite);
        if (saved.isPresent()) {
            saved.get().requireSame(SuiteServers.fromEnvironment(Map.of()), suite.data());
        }
    }

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.defaultDirectory("demo") : data);
        rejectAnotherEdms(suite);
        DemoEdms edms = new DemoEdms(suite);
        boolean fresh = !edms.isComplete(documents);
        SuiteStart start = new SuiteStart(
                suite,
                new SuiteEnvironment(System.getenv()).embedded().variables(),
                false,
                fresh ? List.of("--short-lived", "--fresh") : List.of("--short-lived"));
        try (SuiteProcess process = start.run()) {
            LocalSuite.Ready ready = process.awaitReady(output.errors());
            process.exitWithSuite();
            if (fresh) {
                output.line("");
                output.line("Creating an EDMS with documents, workflows, users and files ...");
                output.line("%s", edms.generate(documents));
            }
            ExitCode code = new DemoMigration(suite, edms, output).run();
            if (exit || code != ExitCode.DONE) {
                return code.number();
            }
            SuiteInstructions.print(suite, ready, false, output);
            process.awaitEnd();
            return code.number();
        }
    }
}
