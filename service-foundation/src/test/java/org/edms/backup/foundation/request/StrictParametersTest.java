package org.edms.backup.foundation.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictParametersTest {

    @ParameterizedTest
    @ValueSource(strings = {"dry_run", "dry_run=", "size=1&dry_run=", "dry_run&size=1"})
    void aParameterWithoutAValueIsRejected(String query) {
        assertThatThrownBy(() -> StrictParameters.rejectWithoutValue(query))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("\"dry_run\" has no value");
    }

    @Test
    void valuesMayContainAnEqualsSign() {
        assertThatCode(() -> StrictParameters.rejectWithoutValue("configuration=a=b&size=1"))
                .doesNotThrowAnyException();
        assertThatCode(() -> StrictParameters.rejectWithoutValue(null)).doesNotThrowAnyException();
    }
}
