package org.edms.backup.foundation.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Refuses tokens of another issuer, and tokens that were issued for another application, although their signature is good. */
@ApplicationScoped
class TokenOrigin implements SecurityIdentityAugmentor {

    private final TokenSettings settings;

    TokenOrigin(TokenSettings settings) {
        this.settings = settings;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            if (!settings.acceptsIssuer(token.getIssuer())) {
                return refuse("The token has another issuer");
            }
            if (!settings.acceptsAudience(token.getAudience())) {
                return refuse("The token is for another application");
            }
        }
        return Uni.createFrom().item(identity);
    }

    private static Uni<SecurityIdentity> refuse(String why) {
        return Uni.createFrom().failure(new AuthenticationFailedException(why));
    }
}
