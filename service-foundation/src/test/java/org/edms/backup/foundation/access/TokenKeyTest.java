package org.edms.backup.foundation.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeyTest {

    @TempDir
    Path directory;

    @Test
    void aMissingKeyIsReported() {
        assertThat(new TokenKey("").problem().orElseThrow()).contains("EDMS_JWT_PUBLIC_KEY is missing");
        assertThat(new TokenKey(null).problem()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://issuer/keys", "http://localhost:8180/keys", "http://127.0.0.1/keys"})
    void aUrlIsSafeOnThisMachineOrWithHttps(String url) {
        assertThat(new TokenKey(url).problem()).isEmpty();
        assertThat(new TokenKey(url).file()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer/keys", "http://localhost.example.org/keys"})
    void aUrlWithoutTlsIsRejected(String url) {
        assertThat(new TokenKey(url).problem().orElseThrow()).contains("use https");
    }

    @Test
    void aPublicKeyIsAcceptedByPathAndByUrl() throws IOException {
        Path file = file("-----BEGIN PUBLIC KEY-----\n");
        assertThat(new TokenKey(file.toString()).problem()).isEmpty();
        assertThat(new TokenKey(file.toUri().toString()).problem()).isEmpty();
        assertThat(new TokenKey(file.toUri().toString()).file()).contains(file);
        assertThat(new TokenKey(file("{\"keys\": []}").toString()).problem()).isEmpty();
    }

    @Test
    void aPrivateKeyIsRejected() throws IOException {
        assertThat(new TokenKey(file("-----BEGIN PRIVATE KEY-----\n").toString())
                        .problem()
                        .orElseThrow())
                .contains("no service needs");
    }

    @Test
    void anInvalidOrUnreadableKeyIsRejected() throws IOException {
        assertThat(new TokenKey(file("hello").toString()).problem().orElseThrow())
                .contains("contains no key");
        assertThat(new TokenKey(directory.resolve("missing").toString())
                        .problem()
                        .orElseThrow())
                .contains("unreadable");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "key", ".pem"), content);
    }
}
