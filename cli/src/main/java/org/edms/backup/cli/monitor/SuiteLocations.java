package org.edms.backup.cli.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.SuiteServers;

/** Prints the processes and servers of a suite on this machine, and where each of them is. */
final class SuiteLocations {

    private SuiteLocations() {}

    static void print(LocalSuite suite, Output output) throws IOException {
        output.line("Suite in %s", suite.data());
        List<List<String>> rows = new ArrayList<>();
        suite.parts().forEach((name, where) -> rows.add(List.of("  " + name, where)));
        suite.ready().ifPresent(ready -> rows.add(List.of("  launcher", "process " + ready.pid())));
        rows.add(List.of("  EDMS", suite.edmsAndOrigin()));
        SuiteServers.savedIn(suite)
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
}
