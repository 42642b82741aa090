package org.edms.backup.model.error;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** A failure as a REST problem document (RFC 9457), with code and hint in addition to the standard fields. */
public record Problem(URI type, String title, int status, String detail, URI instance, ErrorCode code, String hint) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        Objects.requireNonNull(type);
        Objects.requireNonNull(title);
        Objects.requireNonNull(code);
    }

    /** @param instance the requested path */
    public static Problem of(Failure failure, URI instance) {
        ErrorCode code = failure.code();
        URI type = URI.create(
                "urn:edms-backup:error:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return new Problem(type, code.title(), code.httpStatus(), failure.detail(), instance, code, code.hint());
    }
}
