package org.edms.backup.scheduler.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.foundation.start.Settings;

/** Thresholds of the watchdog. */
@Singleton
class WatchSettings implements Settings {

    private static final String PREFIX = "edms.scheduler.watch";
    private static final int ALL = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Names names;

    WatchSettings(Names names) {
        this.names = names;
    }

    @ConfigMapping(prefix = PREFIX)
    interface Names {

        @WithDefault("30s")
        Duration every();

        /** How many checks in a row must fail before backup-service counts as unreachable. */
        @WithDefault("3")
        int unreachableAfter();

        /** Whether a warning of a health check raises an incident. */
        @WithDefault("false")
        boolean healthWarnings();

        /** An incident is raised below this percentage of free space. */
        @WithDefault("10")
        int storageFreePercent();

        /** The incident is cleared at this percentage of free space. */
        @WithDefault("12")
        int storageClearPercent();

        /** How long a failed job is watched. */
        @WithDefault("7d")
        Duration failuresFor();
    }

    Duration every() {
        return names.every();
    }

    int unreachableAfter() {
        return names.unreachableAfter();
    }

    boolean healthWarnings() {
        return names.healthWarnings();
    }

    int storageFreePercent() {
        return names.storageFreePercent();
    }

    int storageClearPercent() {
        return names.storageClearPercent();
    }

    Duration failuresFor() {
        return names.failuresFor();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (names.every().compareTo(SHORTEST) < 0) {
            problems.add(PREFIX + ".every must be at least 1s");
        }
        if (names.unreachableAfter() < 1) {
            problems.add(PREFIX + ".unreachable-after must be at least 1");
        }
        if (names.storageFreePercent() < 0 || names.storageFreePercent() > ALL) {
            problems.add(PREFIX + ".storage-free-percent must be from 0 to 100");
        }
        if (names.storageClearPercent() < names.storageFreePercent() || names.storageClearPercent() > ALL) {
            problems.add(PREFIX + ".storage-clear-percent must be from storage-free-percent to 100");
        }
        return problems;
    }
}
