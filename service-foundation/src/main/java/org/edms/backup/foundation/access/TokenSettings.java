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

/** Whose tokens a service trusts. One that answers nothing but probes needs none. */
@Singleton
public class TokenSettings implements Settings {

    /** The name that switches a check off. */
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

        /** Who issues the tokens, as their claim {@code iss} names it; {@code any} accepts every issuer with the key. */
        Optional<String> issuer();

        /** For whom tokens are issued: one of these is in their claim {@code aud}; {@code any} accepts every audience. */
        Optional<Set<String>> audience();

        /** By how many seconds the clock of the issuer may differ. */
        @WithDefault("60")
        int clockSkew();
    }

    /** The key of the tokens; nothing where there are none. */
    public Optional<TokenKey> key() {
        return tokens == Tokens.NONE ? Optional.empty() : Optional.of(key);
    }

    /** Whether a token of this issuer is accepted, null for one that names none. */
    boolean acceptsIssuer(String issuer) {
        return access.issuer()
                .filter(wanted -> wanted.equals(ANY) || wanted.equals(issuer))
                .isPresent();
    }

    /** Whether a token for these is accepted, null for one that names nobody. */
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
            problems.add("edms.access.clock-skew is from 0 to " + LONGEST_SKEW + " seconds, not " + access.clockSkew());
        }
        return problems;
    }
}
