package org.edms.backup.foundation.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** Whose tokens a service trusts. One that answers nothing but probes needs none. */
@Singleton
public class TokenSettings implements Settings {

    private final Tokens tokens;
    private final TokenKey key;

    TokenSettings(Access access, Config config) {
        this.tokens = access.tokens();
        this.key = new TokenKey(
                config.getOptionalValue("EDMS_JWT_PUBLIC_KEY", String.class).orElse(""));
    }

    /** Whether callers bring tokens. */
    enum Tokens {
        REQUIRED,
        NONE
    }

    @ConfigMapping(prefix = "edms.access")
    interface Access {

        /** Set by a service itself: none where nothing can be asked. */
        @WithDefault("required")
        Tokens tokens();
    }

    /** The key of the tokens; nothing where there are none. */
    public Optional<TokenKey> key() {
        return tokens == Tokens.NONE ? Optional.empty() : Optional.of(key);
    }

    @Override
    public List<String> problems() {
        return key().flatMap(TokenKey::problem).stream().toList();
    }
}
