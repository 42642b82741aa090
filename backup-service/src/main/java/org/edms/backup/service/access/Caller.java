package org.edms.backup.service.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import org.edms.backup.model.PrintableText;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Who calls, from where, and with which idempotency key. */
@RequestScoped
public class Caller {

    private static final int LONGEST_KEY = 200;

    private final SecurityIdentity identity;
    private final HttpServerRequest request;

    Caller(SecurityIdentity identity, HttpServerRequest request) {
        this.identity = identity;
        this.request = request;
    }

    public String name() {
        return identity.isAnonymous()
                ? "nobody"
                : PrintableText.escape(identity.getPrincipal().getName());
    }

    public String origin() {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    /** Null if the request has none. */
    String idempotencyKey() {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "Idempotency-Key: from 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }
}
