package org.edms.backup.service.health;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** Tells of the key of the tokens before it expires. Only a certificate does. */
final class KeyExpiry {

    private final Look look;
    private final Instant now;
    private final Duration notice;

    KeyExpiry(Look look, Instant now, Duration notice) {
        this.look = look;
        this.now = now;
        this.notice = notice;
    }

    void check(String key) {
        if (!key.contains("BEGIN CERTIFICATE")) {
            return;
        }
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(key.getBytes(StandardCharsets.US_ASCII)));
            Duration left = Duration.between(now, certificate.getNotAfter().toInstant());
            look.metric("key_expires_in_days", left.toDays());
            if (left.isNegative()) {
                look.critical("the certificate of the tokens has expired");
            } else if (left.compareTo(notice) < 0) {
                look.warning("the certificate of the tokens expires in " + left.toDays() + " days");
            }
        } catch (CertificateException e) {
            look.critical("the certificate of the tokens cannot be read: " + e.getMessage());
        }
    }
}
