package org.edms.backup.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where a suite is and how it is used, for people. */
final class SuiteText {

    private SuiteText() {}

    /** What runs where. */
    static void where(LocalSuite suite, Output output) throws IOException {
        output.line("The suite on %s", suite.data());
        List<List<String>> rows = new ArrayList<>();
        suite.parts().forEach((name, where) -> rows.add(List.of("  " + name, where)));
        suite.ready().ifPresent(ready -> rows.add(List.of("  launcher", "process " + ready.pid())));
        rows.add(List.of("  EDMS", suite.edms()));
        rows.add(List.of("  store", suite.store().toString()));
        rows.add(List.of("  token", suite.tokenFile().toString()));
        output.table(rows);
        output.line("");
    }

    static void print(LocalSuite suite, LocalSuite.Ready ready, boolean detached, Output output) {
        output.line("");
        output.line("The suite is ready. Other commands, in another shell, find it with:");
        output.line("  export EDMS_BACKUP_URL=%s", ready.url());
        output.line("  export EDMS_BACKUP_TOKEN_FILE=%s", suite.tokenFile());
        output.line("Its data: %s", suite.data());
        output.line("Its logs: edms-backup logs --data %s", suite.data());
        output.line("Stop it:  %sedms-backup down --data %s", detached ? "" : "Ctrl-C, or ", suite.data());
    }
}
