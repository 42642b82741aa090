package org.edms.backup.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortIdTest {

    private static final UUID ONE = UUID.fromString("019c0000-0000-7000-8000-000022f3ebbb");
    private static final UUID OTHER = UUID.fromString("019c0000-0000-7000-8000-00001234abcd");

    @ParameterizedTest
    @ValueSource(strings = {"22f3ebbb", "ebbb", "22F3EBBB", "019c0000-0000-7000-8000-000022f3ebbb"})
    void theEndOfAnIdIsEnough(String text) {
        assertThat(new ShortId(text).resolve("restore", List.of(ONE, OTHER, ONE)))
                .isEqualTo(ONE);
    }

    @Test
    void anAmbiguousIdIsRefusedWithAllCandidates() {
        assertThatThrownBy(() -> new ShortId("019c0000").resolve("restore", List.of(ONE, OTHER)))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WRONG_USAGE))
                .hasMessageContaining(ONE.toString())
                .hasMessageContaining(OTHER.toString());
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThatThrownBy(() -> new ShortId("ffff").resolve("restore", List.of(ONE)))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bbb", "nonsense", "%", "22f3ebbb'"})
    void anInvalidIdIsWrongUsage(String text) {
        assertThat(ShortId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new ShortId(text))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WRONG_USAGE));
    }
}
