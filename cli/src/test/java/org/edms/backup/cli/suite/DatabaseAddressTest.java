package org.edms.backup.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void aUrlIsParsed() {
        // when
        DatabaseAddress address = DatabaseAddress.of("postgresql://me:a%40b+c@db.example.org:6432/my%20edms");

        // then
        assertThat(address).isEqualTo(new DatabaseAddress("db.example.org", 6432, "my edms", "me", "a@b+c", ""));
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.org:6432/my%20edms");
    }

    @Test
    void missingPartsHaveDefaults() {
        assertThat(DatabaseAddress.of("jdbc:postgresql://[::1]/edms"))
                .isEqualTo(new DatabaseAddress("[::1]", 5432, "edms", "postgres", null, ""));
    }

    @Test
    void driverParametersArePassedOnWithoutTheLogin() {
        // when
        DatabaseAddress address = DatabaseAddress.of(
                "jdbc:postgresql://h/d?user=me&sslmode=verify-full&password=s%26e&sslrootcert=/etc/ca.pem");

        // then
        assertThat(address.parameters()).isEqualTo("sslmode=verify-full&sslrootcert=/etc/ca.pem");
        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("s&e");
        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:postgresql://h:5432/d?sslmode=verify-full&sslrootcert=/etc/ca.pem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h/d?currentSchema=mine",
                "postgresql://a,b/d",
                "postgresql://h",
                "postgresql://h/",
                "mysql://h/d",
                "h/d"
            })
    void whatTheServicesCannotUseIsWrongUsage(String url) {
        assertThatThrownBy(() -> DatabaseAddress.of(url))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_USAGE));
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(DatabaseAddress.of("postgresql://me:secret@h/d")).hasToString("h/d");
    }
}
