package org.edms.backup.scheduler.access;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** The key that tokens are signed with. */
@Singleton
class AccessSettings implements Settings {

    private final Optional<String> publicKey;

    AccessSettings(Config config) {
        this.publicKey =
                config.getOptionalValue("EDMS_JWT_PUBLIC_KEY", String.class).filter(value -> !value.isBlank());
    }

    @Override
    public List<String> problems() {
        return publicKey.isPresent()
                ? List.of()
                : List.of(
                        "EDMS_JWT_PUBLIC_KEY is missing: the file or JWKS URL of the key that tokens are signed with");
    }
}
