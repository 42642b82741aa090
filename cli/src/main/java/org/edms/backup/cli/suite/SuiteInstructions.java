package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.SuiteServers;

/** Prints how a suite that has just started is used and stopped. */
final class SuiteInstructions {

    private SuiteInstructions() {}

    static void print(LocalSuite suite, LocalSuite.Ready ready, boolean detached, Output output) throws IOException {
        output.line("");
        output.line("EDMS: %s", suite.edmsAndOrigin());
        Optional<SuiteServers> saved = SuiteServers.savedIn(suite);
        for (Map.Entry<String, Path> root :
                saved.map(SuiteServers::files).orElse(Map.of()).entrySet()) {
            output.line("Files: %s=%s", root.getKey(), root.getValue());
        }
        saved.flatMap(servers -> servers.get(SuiteServers.MODEL)).ifPresent(model -> output.line("Model: %s", model));
        output.line("The suite is ready. To use it from another shell:");
        output.line("  export EDMS_BACKUP_URL=%s", ready.url());
        output.line("  export EDMS_BACKUP_TOKEN_FILE=%s", suite.tokenFile());
        output.line("Data: %s", suite.data());
        output.line("Logs: edms-backup logs --data %s", suite.data());
        output.line("Stop: %sedms-backup down --data %s", detached ? "" : "Ctrl-C, or ", suite.data());
    }
}
