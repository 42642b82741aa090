package org.edms.backup.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.health.HealthStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityPartsTest {

    @TempDir
    Path directory;

    private final Look look = new Look();

    @Test
    void aKeyThatOthersMayReadIsCritical() throws IOException {
        new FileModes(look).secrets(List.of(file("key", "rw-r-----")));
        assertThat(look.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(look.message()).contains("may read the key");
    }

    @Test
    void aKeyOfItsOwnerAloneIsGood() throws IOException {
        new FileModes(look).secrets(List.of(file("key", "rw-------")));
        assertThat(look.status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void packagesThatEverybodyMayReadAreCounted() throws IOException {
        file("a.tar.zst", "rw-r--r--");
        file("b.tar.zst", "rw-------");
        file("c.txt", "rw-r--r--");
        new FileModes(look).store(directory);
        assertThat(look.status()).isEqualTo(HealthStatus.WARNING);
        assertThat(look.metrics()).containsEntry("packages_others_may_read", 1.0);
    }

    @Test
    void aStoreThatEverybodyMayWriteToIsCritical() throws IOException {
        file("a.tar.zst", "rw-----w-");
        new FileModes(look).store(directory);
        assertThat(look.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void aPasswordThatEverybodyKnowsIsCriticalAndNotRepeated() {
        new Passwords(look).check("DB_PASSWORD", Optional.of("ChangeMe"), Optional.of("edms"));
        assertThat(look.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(look.message()).contains("DB_PASSWORD").doesNotContainIgnoringCase("changeme");
    }

    @Test
    void aPasswordThatIsTheUsersNameIsCritical() {
        new Passwords(look).check("DB_PASSWORD", Optional.of("archive"), Optional.of("archive"));
        assertThat(look.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void aKeyWithoutACertificateDoesNotExpire() {
        new KeyExpiry(look, Instant.now(), Duration.ofDays(30)).check("-----BEGIN PUBLIC KEY-----");
        assertThat(look.status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void aCertificateThatCannotBeReadIsCritical() {
        new KeyExpiry(look, Instant.now(), Duration.ofDays(30))
                .check("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n");
        assertThat(look.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    private Path file(String name, String modes) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }
}
