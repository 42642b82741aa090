package org.edms.backup.scheduler.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.edms.backup.foundation.start.Settings;

/** How often the scheduler checks what is due. */
@Singleton
class TickSettings implements Settings {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Duration tick;

    TickSettings(Names names) {
        this.tick = names.tick();
    }

    @ConfigMapping(prefix = "edms.scheduler")
    interface Names {

        @WithDefault("15s")
        Duration tick();
    }

    @Override
    public List<String> problems() {
        return tick.compareTo(SHORTEST) < 0 ? List.of("edms.scheduler.tick must be at least 1s") : List.of();
    }
}
