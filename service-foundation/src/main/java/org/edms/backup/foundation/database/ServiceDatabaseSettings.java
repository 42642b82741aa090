package org.edms.backup.foundation.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** The location of the service database. */
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

        /** How long to wait for the database at startup. */
        @WithDefault("60s")
        Duration patience();
    }

    Duration patience() {
        return patience;
    }

    /** Names the database in messages, without the parameters of the URL: a password may be among them. */
    @Override
    public String toString() {
        return "the service database, SERVICE_DB_URL " + url.orElse("").replaceFirst("\\?.*", "");
    }

    @Override
    public List<String> problems() {
        if (url.isEmpty()) {
            return List.of("SERVICE_DB_URL is missing: set it to jdbc:postgresql://host:port/name, and the login in "
                    + "SERVICE_DB_USER and SERVICE_DB_PASSWORD or SERVICE_DB_PASSWORD_FILE");
        }
        if (!url.get().startsWith("jdbc:postgresql:")) {
            return List.of("SERVICE_DB_URL must begin with jdbc:postgresql:");
        }
        return List.of();
    }
}
