package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void aTokenIsSignedWithTheKeyOfTheServices() throws Exception {
        // given
        Credentials credentials = credentials();

        // when
        String[] token = Files.readString(credentials.token("admin")).split("\\.", -1);

        // then
        String pem = Files.readString(credentials.publicKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8))
                .contains("\"upn\":\"admin\"", "\"backup-admin\"")
                .contains("\"exp\":" + NOW.plus(Duration.ofDays(365)).getEpochSecond());
    }

    @Test
    void keysAndPasswordsAreKept() throws IOException {
        // given
        Credentials first = credentials();
        String publicKey = Files.readString(first.publicKey());
        String password = first.password("postgres");

        // when
        Credentials second = credentials();

        // then
        assertThat(second.publicKey()).hasContent(publicKey);
        assertThat(second.password("postgres")).isEqualTo(password);
        assertThat(second.password("another")).isNotEqualTo(password);
    }

    @Test
    void anIncompleteKeyPairIsRecreated() throws IOException {
        // given
        String before = Files.readString(credentials().publicKey());
        Files.delete(directory.resolve("public.pem"));
        Files.writeString(directory.resolve("public.pem.unfinished"), before.substring(0, 10));

        // when
        Credentials credentials = credentials();

        // then
        assertThat(Files.readString(credentials.publicKey()))
                .endsWith("-----END PUBLIC KEY-----\n")
                .isNotEqualTo(before);
        assertThat(credentials.token("admin")).isNotEmptyFile();
    }

    @Test
    void onlyTheOwnerCanReadTheFiles() throws IOException {
        // when
        Credentials credentials = credentials();
        credentials.token("admin");
        credentials.password("postgres");

        // then
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private Credentials credentials() throws IOException {
        return new Credentials(directory, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
