package org.edms.backup.scheduler.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.foundation.start.Settings;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.health.CheckType;

/** Schedules of retention and health checks: cron expressions with five fields, or {@code off}. */
@Singleton
class UpkeepSettings implements Settings {

    private static final String PREFIX = "edms.scheduler.upkeep";
    private static final String OFF = "off";

    private final Names names;

    UpkeepSettings(Names names) {
        this.names = names;
    }

    @ConfigMapping(prefix = PREFIX)
    interface Names {

        @WithDefault("30 3 * * *")
        String retention();

        Check check();

        @WithDefault("UTC")
        ZoneId timeZone();

        interface Check {

            @WithDefault("*/5 * * * *")
            String database();

            @WithDefault("*/15 * * * *")
            String storage();

            @WithDefault("*/5 * * * *")
            String application();

            @WithDefault("*/15 * * * *")
            String backupSystem();

            @WithDefault("0 * * * *")
            String security();
        }
    }

    /** Empty if it is off. */
    Optional<DueTimes> retention() {
        return times(names.retention());
    }

    /** Empty if it is off. */
    Optional<DueTimes> check(CheckType type) {
        return times(expression(type));
    }

    @Override
    public List<String> problems() {
        Map<String, String> expressions = new TreeMap<>(Map.of(PREFIX + ".retention", names.retention()));
        for (CheckType type : CheckType.values()) {
            expressions.put(PREFIX + ".check." + property(type), expression(type));
        }
        return expressions.entrySet().stream()
                .flatMap(entry -> problem(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Stream<String> problem(String property, String expression) {
        try {
            times(expression);
            return Stream.empty();
        } catch (BackupException e) {
            return Stream.of("%s must be a cron expression with five fields, or %s: %s"
                    .formatted(property, OFF, e.failure().detail()));
        }
    }

    private Optional<DueTimes> times(String expression) {
        return expression.equals(OFF) ? Optional.empty() : Optional.of(DueTimes.ofCron(expression, names.timeZone()));
    }

    private String expression(CheckType type) {
        Names.Check check = names.check();
        return switch (type) {
            case DATABASE -> check.database();
            case STORAGE -> check.storage();
            case APPLICATION -> check.application();
            case BACKUP_SYSTEM -> check.backupSystem();
            case SECURITY -> check.security();
        };
    }

    private static String property(CheckType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
