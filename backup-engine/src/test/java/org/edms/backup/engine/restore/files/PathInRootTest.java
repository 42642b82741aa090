package org.edms.backup.engine.restore.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathInRootTest {

    @Test
    void aPathInsideTheRootIsAccepted() {
        assertThat(PathInRoot.parse("2024/ä b.pdf")).isEqualTo(Path.of("2024", "ä b.pdf"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "..",
                "../x",
                "a/../../x",
                "a/./b",
                ".",
                "a\0b",
                ".edms-restore-x/journal",
                ".EDMS-restore-x"
            })
    void aPathOutsideTheRootOrInARestoreAreaIsRejected(String path) {
        assertThatThrownBy(() -> PathInRoot.parse(path))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_HOSTILE));
    }
}
