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
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {

    private static final String PASSWORD = "for-this-test";

    @TempDir
    Path directory;

    private HttpsServer service;

    @BeforeEach
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        keytool(
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=service",
                "-ext",
                "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-alias",
                "service",
                "-rfc",
                "-file",
                directory.resolve("ca.pem").toString());
        service = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setHttpsConfigurator(new HttpsConfigurator(context()));
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aServiceIsTrustedWhoseAuthorityIsNamedAndNoOther() throws IOException {
        // given
        String url = "https://127.0.0.1:" + service.getAddress().getPort();
        Server trusted = Server.at(url, Token.none(), Authorities.in(directory.resolve("ca.pem")));
        Server unknown = Server.at(url, Token.none(), null);

        // then
        assertThat(trusted.get("x/", JsonNode.class).isObject()).isTrue();
        assertThat(catchThrowableOfType(BackupException.class, () -> unknown.get("x/", JsonNode.class))
                        .code())
                .isEqualTo(ErrorCode.SERVICE_UNREACHABLE);
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        // given
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        // then
        assertThat(catchThrowableOfType(BackupException.class, () -> Authorities.in(empty))
                        .code())
                .isEqualTo(ErrorCode.WRONG_USAGE);
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(directory.resolve("keys"))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", directory.resolve("keys").toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
