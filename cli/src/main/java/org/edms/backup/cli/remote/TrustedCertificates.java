package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The CA certificates in a PEM file, which replace those of Java. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    public static SSLContext sslContext(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                known.setCertificateEntry("authority-" + known.size(), each);
            }
            if (known.size() == 0) {
                throw new BackupException(ErrorCode.WRONG_USAGE, file + " contains no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, file + " is not a PEM file with certificates: " + e.getMessage(), e);
        }
    }
}
