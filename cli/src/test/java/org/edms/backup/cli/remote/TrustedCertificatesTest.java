package org.edms.backup.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {

    private static final String PASSWORD = "for-this-test";

    @TempDir
    static Path directory;

    private static HttpsServer service;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore keys = newKeyStore();
        String certificate = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("service").getEncoded());
        Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        service = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
            exchange.close();
        });
        service.start();
    }

    @AfterAll
    static void stop() {
        service.stop(0);
    }

    @Test
    void onlyServicesWithATrustedCertificateAreAccepted() throws IOException {
        // given
        String url = "https://127.0.0.1:" + service.getAddress().getPort();
        ServiceClient trusted =
                ServiceClient.at(url, Token.none(), TrustedCertificates.sslContext(directory.resolve("ca.pem")));
        ServiceClient unknown = ServiceClient.at(url, Token.none(), null);

        // then
        assertThat(trusted.get("x/", JsonNode.class).isObject()).isTrue();
        assertThat(catchThrowableOfType(BackupException.class, () -> unknown.get("x/", JsonNode.class))
                        .code())
                .isEqualTo(ErrorCode.SERVICE_UNREACHABLE);
    }

    @Test
    void aFileWithoutCertificatesIsRejected() throws IOException {
        // given
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        // then
        assertThat(catchThrowableOfType(BackupException.class, () -> TrustedCertificates.sslContext(empty))
                        .code())
                .isEqualTo(ErrorCode.WRONG_USAGE);
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore newKeyStore() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("keys");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "service", "-keyalg", "EC", "-dname", "CN=service"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-keystore", file.toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            keys.load(stored, PASSWORD.toCharArray());
        }
        return keys;
    }
}
