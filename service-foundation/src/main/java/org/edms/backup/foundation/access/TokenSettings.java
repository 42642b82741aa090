package org.edms.backup.foundation.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** The tokens that a service trusts. A service with nothing but probes needs none. */
@Singleton
public class TokenSettings implements Settings {

    /** The value that disables a check. */
    private static final String ANY = "any";

    private static final int LONGEST_SKEW = 600;

    private final Tokens tokens;
    private final Access access;
    private final TokenKey key;

    TokenSettings(Access access, Config config) {
        this.tokens = access.tokens();
        this.access = access;
        this.key = new TokenKey(
                config.getOptionalValue("EDMS_JWT_PUBLIC_KEY", String.class).orElse(""));
    }

    /** Whether callers send tokens. */
    enum Tokens {
        REQUIRED,
        NONE
    }

    @ConfigMapping(prefix = "edms.access")
    interface Access {

        /** {@code none} in a service without an API. */
        @WithDefault("required")
        Tokens tokens();

        /** The required claim {@code iss}; {@code any} accepts every issuer that signs with the key. */
        Optional<String> issuer();

        /** The claim {@code aud} must contain one of these; {@code any} accepts every audience. */
        Optional<Set<String>> audience();

        /** How many seconds the clock of the issuer may be off. */
        @WithDefault("60")
        int clockSkew();
    }

    /** The key that verifies tokens; empty without tokens. */
    public Optional<TokenKey> key() {
        return tokens == Tokens.NONE ? Optional.empty() : Optional.of(key);
    }

    /** @param issuer null for a token without the claim */
    boolean acceptsIssuer(String issuer) {
        return access.issuer()
                .filter(wanted -> wanted.equals(ANY) || wanted.equals(issuer))
                .isPresent();
    }

    /** @param audience null for a token without the claim */
    boolean acceptsAudience(Set<String> audience) {
        Set<String> wanted = access.audience().orElse(Set.of());
        return wanted.contains(ANY) || (audience != null && audience.stream().anyMatch(wanted::contains));
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (tokens == Tokens.NONE) {
            return problems;
        }
        key.problem().ifPresent(problems::add);
        if (access.issuer().filter(issuer -> !issuer.isBlank()).isEmpty()) {
            problems.add("edms.access.issuer is missing: the claim iss of the tokens, or " + ANY
                    + " to accept every issuer");
        }
        if (access.audience().orElse(Set.of()).isEmpty()) {
            problems.add("edms.access.audience is missing: a value of the claim aud of the tokens, or " + ANY
                    + " to accept tokens for other applications");
        }
        if (access.clockSkew() < 0 || access.clockSkew() > LONGEST_SKEW) {
            problems.add(
                    "edms.access.clock-skew must be from 0 to " + LONGEST_SKEW + " seconds, not " + access.clockSkew());
        }
        return problems;
    }
}
