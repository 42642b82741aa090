package org.edms.backup.foundation.due;

import java.time.LocalDateTime;
import java.util.Optional;

/** The times at which something is due as a clock on the wall shows them, whatever the time zone. */
interface LocalTimes {

    Optional<LocalDateTime> atOrBefore(LocalDateTime time);

    Optional<LocalDateTime> after(LocalDateTime time);

    /** Whether it is due in every hour that passes, rather than at times of the day. */
    boolean everyHour();
}
