package org.edms.backup.scheduler.upkeep;

import java.time.Instant;
import java.util.function.Consumer;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.scheduler.trigger.Triggers;

/**
 * Work that is due at times of its own.
 *
 * @param work for the metrics, and {@code name} for the key: one work may have several names
 * @param call asks for it under a key
 */
record UpkeepTask(String work, String name, DueTimes times, Consumer<String> call) {

    void tick(Instant now, Triggers triggers) {
        times.latest(now)
                .map(due -> name + ":" + due)
                .ifPresent(key -> triggers.fire(work, key, () -> call.accept(key)));
    }
}
