package org.edms.backup.engine.pack.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;

public class NameSetTest {

    @Test
    void moreNamesThanItsMemoryHoldsAreRefused() {
        NameSet names = new NameSet(1 << 16);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        names.add("name " + i);
                    }
                })
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_HOSTILE));
    }
}
