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

    private final CheckResult result = new CheckResult();

    @Test
    void aKeyReadableByOthersIsCritical() throws IOException {
        new FilePermissions(result).secrets(List.of(file("key", "rw-r-----")));
        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(result.message()).contains("may read the key");
    }

    @Test
    void aKeyReadableByItsOwnerOnlyIsHealthy() throws IOException {
        new FilePermissions(result).secrets(List.of(file("key", "rw-------")));
        assertThat(result.status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void worldReadablePackagesAreCounted() throws IOException {
        file("a.tar.zst", "rw-r--r--");
        file("b.tar.zst", "rw-------");
        file("c.txt", "rw-r--r--");
        new FilePermissions(result).store(directory);
        assertThat(result.status()).isEqualTo(HealthStatus.WARNING);
        assertThat(result.metrics()).containsEntry("packages_others_may_read", 1.0);
    }

    @Test
    void aWorldWritableStoreIsCritical() throws IOException {
        file("a.tar.zst", "rw-----w-");
        new FilePermissions(result).store(directory);
        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void aWellKnownPasswordIsCriticalAndNotShown() {
        new WellKnownPasswords(result).check("DB_PASSWORD", Optional.of("ChangeMe"), Optional.of("edms"));
        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(result.message()).contains("DB_PASSWORD").doesNotContainIgnoringCase("changeme");
    }

    @Test
    void aPasswordEqualToTheUserNameIsCritical() {
        new WellKnownPasswords(result).check("DB_PASSWORD", Optional.of("archive"), Optional.of("archive"));
        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void aKeyWithoutACertificateDoesNotExpire() {
        new CertificateExpiry(result, Instant.now(), Duration.ofDays(30)).check("-----BEGIN PUBLIC KEY-----");
        assertThat(result.status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void anUnreadableCertificateIsCritical() {
        new CertificateExpiry(result, Instant.now(), Duration.ofDays(30))
                .check("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n");
        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
    }

    private Path file(String name, String modes) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }
}
