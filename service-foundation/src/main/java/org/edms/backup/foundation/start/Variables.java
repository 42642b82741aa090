package org.edms.backup.foundation.start;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The variables that locate the EDMS, from the environment or any other configuration source. */
@Singleton
public class Variables {

    private final Map<String, String> values = new TreeMap<>();

    Variables(Config config) {
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("EDMS_") || name.startsWith("DB_") || name.startsWith("PG"))
                .forEach(name ->
                        config.getOptionalValue(name, String.class).ifPresent(value -> values.put(name, value)));
    }

    public Map<String, String> all() {
        return Map.copyOf(values);
    }
}
