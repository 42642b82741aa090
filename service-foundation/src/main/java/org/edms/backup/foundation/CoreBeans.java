package org.edms.backup.foundation;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.edms.backup.model.Json;
import org.edms.backup.model.id.UuidV7;

/** The clock, the id generator and the JSON mapper of a service. */
final class CoreBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    UuidV7 ids(Clock clock) {
        return new UuidV7(clock);
    }

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.newMapper();
    }
}
