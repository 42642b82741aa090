package org.edms.backup.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a suite is and how it is used, for people. */
final class SuiteText {

    private SuiteText() {}

    /** What runs where. */
    static void where(LocalSuite suite, Output output) throws IOException {
        output.line("The suite on %s", suite.data());
        List<List<String>> rows = new ArrayList<>();
        suite.parts().forEach((name, where) -> rows.add(List.of("  " + name, where)));
        suite.ready().ifPresent(ready -> rows.add(List.of("  launcher", "process " + ready.pid())));
        rows.add(List.of("  EDMS", suite.edmsAndOrigin()));
        SuiteServers.rememberedBy(suite)
                .ifPresent(servers -> servers.named().forEach((what, where) -> {
                    if (!what.equals(SuiteServers.EDMS)) {
                        rows.add(List.of("  " + what, where));
                    }
                }));
        rows.add(List.of("  store", suite.store().toString()));
        rows.add(List.of("  token", suite.tokenFile().toString()));
        output.table(rows);
        output.line("");
    }

    static void print(LocalSuite suite, LocalSuite.Ready ready, boolean detached, Output output) throws IOException {
        output.line("");
        output.line("EDMS: %s", suite.edmsAndOrigin());
        for (Map.Entry<String, Path> root : SuiteServers.rememberedBy(suite)
                .map(SuiteServers::files)
                .orElse(Map.of())
                .entrySet()) {
            output.line("Files: %s=%s", root.getKey(), root.getValue());
        }
        output.line("The suite is ready. Other commands, in another shell, find it with:");
        output.line("  export EDMS_BACKUP_URL=%s", ready.url());
        output.line("  export EDMS_BACKUP_TOKEN_FILE=%s", suite.tokenFile());
        output.line("Its data: %s", suite.data());
        output.line("Its logs: edms-backup logs --data %s", suite.data());
        output.line("Stop it:  %sedms-backup down --data %s", detached ? "" : "Ctrl-C, or ", suite.data());
    }
}
