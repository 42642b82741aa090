package org.edms.backup.engine.restore.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.FilesAccount;
import org.junit.jupiter.api.Test;

class FileCountsTest {

    private final FileCounts counts = new FileCounts();

    @Test
    void onlyAddedAndReplacedFilesCountAsWritten() {
        // when
        int bytes = 1;
        for (FileDecision decision : FileDecision.values()) {
            counts.countPackaged();
            counts.count(decision, bytes);
            bytes *= 10;
        }

        // then
        assertThat(counts.account("documents"))
                .isEqualTo(new FilesAccount("documents", new Account(4, 1, 1, 1, 1, 0), 11));
    }

    @Test
    void aFileWithoutADecisionDoesNotAddUp() {
        counts.countPackaged();

        assertThat(counts.account("documents").account().addsUp()).isFalse();
    }
}
