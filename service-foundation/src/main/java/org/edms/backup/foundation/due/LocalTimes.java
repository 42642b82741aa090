package org.edms.backup.foundation.due;

import java.time.LocalDateTime;
import java.util.Optional;

/** The local times at which something is due, independent of the time zone. */
interface LocalTimes {

    Optional<LocalDateTime> atOrBefore(LocalDateTime time);

    Optional<LocalDateTime> after(LocalDateTime time);

    /** Whether the schedule counts elapsed hours rather than times of day. */
    boolean everyHour();
}
