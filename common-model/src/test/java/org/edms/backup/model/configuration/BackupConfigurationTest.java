package org.edms.backup.model.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.edms.backup.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupConfigurationTest {

    @Test
    void itsJsonIsFlatAndHasTheFieldNamesOfTheContract() throws JsonProcessingException {
        // given
        String json = """
                {"name": "nightly", "backup_type": "FULL", "frequency": "WEEKLY", "schedule_time": "02:30:00",
                 "schedule_days": [0, 6], "time_zone": "Europe/Berlin", "retention_days": 30, "max_backups": 10,
                 "keep_daily": 7, "storage_path": "daily", "compression_enabled": true, "encryption_enabled": true,
                 "is_enabled": true, "description": "every night"}
                """;

        // when
        BackupConfiguration configuration = Json.newMapper().readValue(json, BackupConfiguration.class);

        // then
        assertThat(configuration.schedule().scheduleTime()).isEqualTo(LocalTime.of(2, 30));
        assertThat(configuration.retention().keepDaily()).isEqualTo(7);
        assertThat(configuration.enabled()).isTrue();
        assertThat(Json.newMapper()
                        .valueToTree(configuration)
                        .path("keep_daily")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void theDefaultsAreMidnightUtcEveryDayWithoutLimit() {
        // when
        Schedule schedule = new Schedule(Frequency.DAILY, null, null, null, null);

        // then
        assertThat(schedule)
                .isEqualTo(new Schedule(Frequency.DAILY, LocalTime.MIDNIGHT, List.of(), null, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name               | {'name': ' ', 'backup_type': 'FULL', 'frequency': 'DAILY'}",
                "cron               | {'name': 'a', 'backup_type': 'FULL', 'frequency': 'CRON'}",
                "cron               | {'name': 'a', 'backup_type': 'FULL', 'frequency': 'DAILY', 'cron': '0 0 * * *'}",
                "schedule_days      | {'name': 'a', 'backup_type': 'FULL', 'frequency': 'WEEKLY', 'schedule_days': [7]}",
                "schedule_days      | {'name': 'a', 'backup_type': 'FULL', 'frequency': 'MONTHLY', 'schedule_days': [0]}",
                "retention_days     | {'name': 'a', 'backup_type': 'FULL', 'frequency': 'DAILY', 'retention_days': -1}",
                "max_backups        | {'name': 'a', 'backup_type': 'FULL', 'frequency': 'DAILY', 'max_backups': 0}",
                "backup_type        | {'name': 'a', 'frequency': 'DAILY'}",
                "frequency          | {'name': 'a', 'backup_type': 'FULL'}"
            },
            quoteCharacter = '`')
    void anInvalidFieldIsNamed(String field, String json) {
        String complete = json.replace('\'', '"')
                .replace("}", ", \"compression_enabled\": true, \"encryption_enabled\": false, \"is_enabled\": true}");

        assertThatThrownBy(() -> Json.newMapper().readValue(complete, BackupConfiguration.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining(field);
    }
}
