package org.edms.backup.scheduler.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.foundation.start.Settings;

/** The URL that alerts are posted to. */
@Singleton
class WebhookSettings implements Settings {

    private final Names names;

    WebhookSettings(Names names) {
        this.names = names;
    }

    @ConfigMapping(prefix = "edms.scheduler.webhook")
    interface Names {

        /** Empty disables the webhook. */
        Optional<URI> url();

        /** The header that contains the secret. */
        @WithDefault("Authorization")
        String secretHeader();

        /** Contains the value of the header; read again for each request. */
        Optional<Path> secretFile();

        @WithDefault("10s")
        Duration timeout();
    }

    Optional<URI> url() {
        return names.url();
    }

    String secretHeader() {
        return names.secretHeader();
    }

    Optional<Path> secretFile() {
        return names.secretFile();
    }

    Duration timeout() {
        return names.timeout();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (url().filter(url -> !String.valueOf(url.getScheme()).matches("https?") || url.getHost() == null)
                .isPresent()) {
            problems.add("edms.scheduler.webhook.url must be an http or https URL");
        }
        if (secretFile().filter(file -> !Files.isReadable(file)).isPresent()) {
            problems.add("edms.scheduler.webhook.secret-file cannot be read: "
                    + secretFile().get());
        }
        return problems;
    }
}
