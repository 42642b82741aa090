package org.edms.backup.engine.restore.files;

import java.util.EnumMap;
import java.util.Map;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.FilesAccount;

/** Counts the files of one root: those in the package, and the decisions about them. */
final class FileCounts {

    private final Map<FileDecision, Long> decisions = new EnumMap<>(FileDecision.class);
    private long inPackage;
    private long bytesWritten;

    void countPackaged() {
        inPackage++;
    }

    void count(FileDecision decision, long bytes) {
        decisions.merge(decision, 1L, Long::sum);
        bytesWritten += decision.writes() ? bytes : 0;
    }

    /** Counts a file about which another decision was made afterwards. */
    void changed(FileDecision decision, FileDecision instead, long bytes) {
        decisions.merge(decision, -1L, Long::sum);
        decisions.merge(instead, 1L, Long::sum);
        bytesWritten += (instead.writes() ? bytes : 0) - (decision.writes() ? bytes : 0);
    }

    FilesAccount account(String root) {
        Account account = new Account(
                inPackage,
                number(FileDecision.ADD),
                number(FileDecision.SKIP),
                number(FileDecision.REPLACE),
                number(FileDecision.KEEP),
                0);
        return new FilesAccount(root, account, bytesWritten);
    }

    private long number(FileDecision decision) {
        return decisions.getOrDefault(decision, 0L);
    }
}
