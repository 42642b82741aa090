package org.edms.backup.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.restore.RestoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {

    private final ObjectMapper strict = Json.newStrictMapper();

    @Test
    void aWrittenConfigurationIsReadBack() throws JsonProcessingException {
        // given
        BackupConfiguration configuration = strict.readValue("""
                {"name": "nightly", "backup_type": "FULL", "frequency": "DAILY", "schedule_time": "02:00",
                 "retention_days": 30, "storage_path": "nightly", "is_enabled": false, "description": "two\\nlines"}
                """, BackupConfiguration.class);

        // then
        assertThat(strict.readValue(strict.writeValueAsString(configuration), BackupConfiguration.class))
                .isEqualTo(configuration);
        assertThat(configuration.enabled()).isFalse();
        assertThat(configuration.retention().retentionDays()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"retention_day\": 3 | Unknown field \"retention_day\". Did you mean \"retention_days\"?",
                "\"scheduleTime\": \"02:00\" | Unknown field \"scheduleTime\". Did you mean \"schedule_time\"?",
                "\"colour\": 1 | Unknown field \"colour\"",
                "\"retention_days\": \"3\" | Cannot coerce String value",
                "\"retention_days\": 3.5 | Cannot coerce Floating-point value",
                "\"description\": 7 | Expected text, not 7",
                "\"description\": \"a\\u0000b\" | Control characters are not allowed",
                "\"is_enabled\": \"yes\" | Cannot coerce String value"
            })
    void invalidFieldsAreRefusedByName(String field, String message) {
        assertThatThrownBy(() -> strict.readValue(
                        "{\"name\": \"nightly\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\", " + field + "}",
                        BackupConfiguration.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNumberIsRefusedAsEnumName() {
        assertThatThrownBy(() -> strict.readValue(
                        "{\"name\": \"nightly\", \"backup_type\": 5, \"frequency\": \"DAILY\"}",
                        BackupConfiguration.class))
                .hasMessageContaining("not allowed to deserialize Enum value out of number");
    }

    @Test
    void aMisspelledDryRunIsRefused() {
        assertThatThrownBy(() -> strict.readValue("{\"dryRun\": true}", RestoreOptions.class))
                .hasMessageContaining("Unknown field \"dryRun\". Did you mean \"dry_run\"?");
    }
}
