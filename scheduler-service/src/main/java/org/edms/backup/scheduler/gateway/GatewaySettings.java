package org.edms.backup.scheduler.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The URL of backup-service and the token for it. */
@Singleton
public class GatewaySettings implements Settings {

    private final Optional<String> url;
    private final Optional<Path> tokenFile;
    private final Optional<Secret> token;
    private final Duration probeTimeout;

    GatewaySettings(Config config, Names names) {
        this.url = config.getOptionalValue("EDMS_BACKUP_URL", String.class).filter(value -> !value.isBlank());
        this.token = config.getOptionalValue("EDMS_BACKUP_TOKEN", String.class)
                .filter(value -> !value.isBlank())
                .map(Secret::new);
        this.tokenFile = names.tokenFile();
        this.probeTimeout = names.probeTimeout();
    }

    @ConfigMapping(prefix = "edms.scheduler")
    interface Names {

        /** Read again for each call, so that a rotated token takes effect. */
        Optional<Path> tokenFile();

        /** How long readiness waits for backup-service. */
        @WithDefault("2s")
        Duration probeTimeout();
    }

    URI url() {
        return URI.create(url.orElseThrow());
    }

    Duration probeTimeout() {
        return probeTimeout;
    }

    Secret token() {
        if (tokenFile.isEmpty()) {
            return token.orElseThrow();
        }
        try {
            return new Secret(Files.readString(tokenFile.get()).strip());
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, "the token file " + tokenFile.get(), e);
        }
    }

    @Override
    public List<String> problems() {
        return Stream.of(urlProblem(), tokenProblem()).flatMap(Optional::stream).toList();
    }

    private Optional<String> urlProblem() {
        if (url.isEmpty()) {
            return Optional.of("EDMS_BACKUP_URL is missing: the address of backup-service, as http://host:8080");
        }
        if (!url.get().matches("https?://[^/\\s]+/?")) {
            return Optional.of("EDMS_BACKUP_URL is an address without a path, as http://host:8080, not " + url.get());
        }
        return Optional.empty();
    }

    private Optional<String> tokenProblem() {
        if (tokenFile.isPresent()) {
            return Files.isReadable(tokenFile.get())
                    ? Optional.empty()
                    : Optional.of("edms.scheduler.token-file cannot be read: " + tokenFile.get());
        }
        return token.isPresent()
                ? Optional.empty()
                : Optional.of("edms.scheduler.token-file is missing: the file with the bearer token for backup-service,"
                        + " with the role backup-admin; or the token itself in EDMS_BACKUP_TOKEN");
    }
}
