package org.edms.backup.service.health;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** Reports the expiry of the key of tokens in advance. Only certificates expire. */
final class CertificateExpiry {

    private final CheckResult result;
    private final Instant now;
    private final Duration notice;

    CertificateExpiry(CheckResult result, Instant now, Duration notice) {
        this.result = result;
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
            result.metric("key_expires_in_days", left.toDays());
            if (left.isNegative()) {
                result.critical("the token certificate has expired");
            } else if (left.compareTo(notice) < 0) {
                result.warning("the token certificate expires in " + left.toDays() + " days");
            }
        } catch (CertificateException e) {
            result.critical("the token certificate cannot be read: " + e.getMessage());
        }
    }
}
