package org.edms.backup.foundation.due;

import java.time.LocalDateTime;
import java.util.Optional;

/** Never: only when somebody asks. */
record NoTimes() implements LocalTimes {

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
