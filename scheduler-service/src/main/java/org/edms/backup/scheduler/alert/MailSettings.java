package org.edms.backup.scheduler.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** The recipients of alert mails. */
@Singleton
class MailSettings implements Settings {

    private static final String FROM = "quarkus.mailer.from";

    private final Names names;
    private final Config config;

    MailSettings(Names names, Config config) {
        this.names = names;
        this.config = config;
    }

    @ConfigMapping(prefix = "edms.scheduler.mail")
    interface Names {

        /** Empty disables mail. */
        Optional<List<String>> to();

        @WithDefault("20s")
        Duration timeout();
    }

    List<String> to() {
        return names.to().orElse(List.of());
    }

    Duration timeout() {
        return names.timeout();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (to().isEmpty()) {
            return problems;
        }
        for (String address : to()) {
            if (!address.matches("[^@\\s]+@[^@\\s]+")) {
                problems.add("edms.scheduler.mail.to contains an invalid mail address: " + address);
            }
        }
        if (config.getOptionalValue(FROM, String.class).isEmpty()) {
            problems.add(FROM + " is missing: edms.scheduler.mail.to is set, and mails need a sender");
        }
        return problems;
    }
}
