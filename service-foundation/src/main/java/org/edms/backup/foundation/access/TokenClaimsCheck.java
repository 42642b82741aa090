package org.edms.backup.foundation.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Rejects a token with a valid signature if it comes from another issuer or was issued for another audience. */
@ApplicationScoped
class TokenClaimsCheck implements SecurityIdentityAugmentor {

    private final TokenSettings settings;

    TokenClaimsCheck(TokenSettings settings) {
        this.settings = settings;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            if (!settings.acceptsIssuer(token.getIssuer())) {
                return reject("The token was issued by another issuer");
            }
            if (!settings.acceptsAudience(token.getAudience())) {
                return reject("The token was issued for another audience");
            }
        }
        return Uni.createFrom().item(identity);
    }

    private static Uni<SecurityIdentity> reject(String why) {
        return Uni.createFrom().failure(new AuthenticationFailedException(why));
    }
}
