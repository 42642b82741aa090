package org.edms.backup.foundation.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** Where the service database is. */
@Singleton
public class ServiceDatabaseSettings implements Settings {

    private final Optional<String> url;
    private final Duration patience;

    ServiceDatabaseSettings(Config config, Names names) {
        this.url = config.getOptionalValue("SERVICE_DB_URL", String.class).filter(value -> !value.isBlank());
        this.patience = names.patience();
    }

    @ConfigMapping(prefix = "edms.service-database")
    interface Names {

        /** How long to wait for it at the start. */
        @WithDefault("60s")
        Duration patience();
    }

    String url() {
        return url.orElse("");
    }

    Duration patience() {
        return patience;
    }

    @Override
    public List<String> problems() {
        if (url.isEmpty()) {
            return List.of("SERVICE_DB_URL is missing: the database of the suite, as jdbc:postgresql://host:port/name; "
                    + "its login in SERVICE_DB_USER and SERVICE_DB_PASSWORD or SERVICE_DB_PASSWORD_FILE");
        }
        if (!url.get().startsWith("jdbc:postgresql:")) {
            return List.of("SERVICE_DB_URL begins with jdbc:postgresql:");
        }
        return List.of();
    }
}
