package org.edms.backup.cli;

/** Where a suite is and how it is used, for people. */
final class SuiteText {

    private SuiteText() {}

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
