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

/** Runs the suite with a demonstration EDMS, and moves that from one system into another. */
@Command(
        name = "demo",
        description =
                "Runs the suite on this machine with a demonstration EDMS, moves that into a re-initialised system, "
                        + "and tells what became of every row and file. Then it stays up until it is stopped.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the directory that holds all of it; without it: ~/.edms-backup/demo")
    private Path data;

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "how many the EDMS has; without it: those of before, or else 1000")
    private Long documents;

    @Option(names = "--exit", description = "stop everything at the end, in place of staying up")
    private boolean exit;

    /** A demonstration empties its EDMS, and has the services forget what they were asked to do. */
    private static void refuseAnotherEdms(LocalSuite suite) throws IOException {
        Optional<SuiteServers> remembered = SuiteServers.rememberedBy(suite);
        if (remembered.isPresent()) {
            remembered.get().refuseOthers(SuiteServers.in(Map.of()), suite.data());
        }
    }

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.usualData("demo") : data);
        refuseAnotherEdms(suite);
        DemoEdms edms = new DemoEdms(suite);
        boolean fresh = !edms.isWhole(documents);
        SuiteProcess.Order order = new SuiteProcess.Order(
                new SuiteEnvironment(System.getenv()).embedded().variables(),
                false,
                fresh ? List.of("--short-lived", "--fresh") : List.of("--short-lived"));
        try (SuiteProcess process = SuiteProcess.start(suite, order)) {
            LocalSuite.Ready ready = process.awaitReady(output.errors());
            process.endWithIt();
            if (fresh) {
                output.line("");
                output.line("Making an EDMS with documents, workflows, users and files ...");
                output.line("%s", edms.generate(documents));
            }
            ExitCode code = new DemoMove(suite, edms, output).run();
            if (exit || code != ExitCode.DONE) {
                return code.number();
            }
            SuiteInstructions.print(suite, ready, false, output);
            process.awaitEnd();
            return code.number();
        }
    }
}
