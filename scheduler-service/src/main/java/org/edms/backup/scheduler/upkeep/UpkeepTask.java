package org.edms.backup.scheduler.upkeep;

import java.time.Instant;
import java.util.function.Consumer;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.scheduler.trigger.Triggers;

/**
 * Work with its own schedule.
 *
 * @param work the label in metrics; {@code name} is the prefix of the key, since one kind of work may have several names
 * @param call requests the work under a key
 */
record UpkeepTask(String work, String name, DueTimes times, Consumer<String> call) {

    void tick(Instant now, Triggers triggers) {
        times.latest(now)
                .map(due -> name + ":" + due)
                .ifPresent(key -> triggers.fire(work, key, () -> call.accept(key)));
    }
}
