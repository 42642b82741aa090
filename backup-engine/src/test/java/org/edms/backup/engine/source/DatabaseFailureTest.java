package org.edms.backup.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @CsvSource({
        "28P01, DATABASE_LOGIN_REFUSED",
        "3D000, DATABASE_MISSING",
        "53300, TOO_FEW_CONNECTIONS",
        "53100, DISK_FULL",
        "57P01, DATABASE_UNREACHABLE",
        "08006, DATABASE_UNREACHABLE",
        "22012, INTERNAL_ERROR"
    })
    void aStateOfPostgresHasItsCode(String state, ErrorCode code) {
        assertThat(DatabaseFailure.of(new SQLException("why\nand where", state), "edms")
                        .failure()
                        .detail())
                .isEqualTo("edms: why");
        assertThat(DatabaseFailure.of(new SQLException("why", state), "edms").code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"57P01, true", "08006, true", "08001, false", "28P01, false"})
    void onlySomeStatesMeanThatTheDatabaseWasReplaced(String state, boolean replaced) {
        assertThat(DatabaseFailure.wasReplaced(new SQLException("why", state))).isEqualTo(replaced);
    }
}
