package org.edms.backup.scheduler.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.edms.backup.model.health.CheckType;
import org.junit.jupiter.api.Test;

class UpkeepSettingsTest {

    @Test
    void everythingHasADefaultSchedule() {
        // given
        UpkeepSettings settings = settings(Map.of());

        // then
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.retention()).isPresent();
        for (CheckType type : CheckType.values()) {
            assertThat(settings.check(type)).isPresent();
        }
    }

    @Test
    void offMeansNeverDue() {
        // given
        UpkeepSettings settings = settings(
                Map.of("edms.scheduler.upkeep.retention", "off", "edms.scheduler.upkeep.check.backup-system", "off"));

        // then
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.retention()).isEmpty();
        assertThat(settings.check(CheckType.BACKUP_SYSTEM)).isEmpty();
    }

    @Test
    void everyInvalidExpressionIsReported() {
        // given
        UpkeepSettings settings = settings(Map.of(
                "edms.scheduler.upkeep.retention", "nightly", "edms.scheduler.upkeep.check.security", "0 0 0 * * ?"));

        // then
        assertThat(settings.problems())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("edms.scheduler.upkeep.retention ") && line.contains("nightly"))
                .anyMatch(line -> line.startsWith("edms.scheduler.upkeep.check.security "))
                .allMatch(line -> line.lines().count() == 1);
    }

    private static UpkeepSettings settings(Map<String, String> values) {
        return new UpkeepSettings(new SmallRyeConfigBuilder()
                .withMapping(UpkeepSettings.Names.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(UpkeepSettings.Names.class));
    }
}
