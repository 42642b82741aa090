package org.edms.backup.foundation.due;

import java.time.LocalDateTime;
import java.util.Optional;

/** Never due: runs on demand only. */
record OnDemandTimes() implements LocalTimes {

    @Override
    public Optional<LocalDateTime> atOrBefore(LocalDateTime time) {
        return Optional.empty();
    }

    @Override
    public Optional<LocalDateTime> after(LocalDateTime time) {
        return Optional.empty();
    }

    @Override
    public boolean everyHour() {
        return false;
    }
}
