package org.edms.backup.model.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountTest {

    @Test
    void anAccountWithEachRowInOneColumnAddsUp() {
        assertThat(new Account(15, 5, 4, 3, 2, 1).addsUp()).isTrue();
    }

    @Test
    void anAccountWithALostRowDoesNotAddUp() {
        assertThat(new Account(16, 5, 4, 3, 2, 1).addsUp()).isFalse();
    }

    @Test
    void anAccountWithARowCountedTwiceDoesNotAddUp() {
        assertThat(new Account(14, 5, 4, 3, 2, 1).addsUp()).isFalse();
    }

    @Test
    void accountsAreAddedColumnByColumn() {
        assertThat(new Account(15, 5, 4, 3, 2, 1).plus(new Account(1, 0, 0, 0, 0, 1)))
                .isEqualTo(new Account(16, 5, 4, 3, 2, 2));
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> new Account(0, 1, 0, 0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDefaultOptionsAreTheSafeOnes() {
        RestoreOptions options = RestoreOptions.defaults();

        assertThat(options.validation()).isEqualTo(Validation.STRICT);
        assertThat(options.safetyBackup()).isTrue();
        assertThat(options.allowPartial()).isFalse();
    }
}
