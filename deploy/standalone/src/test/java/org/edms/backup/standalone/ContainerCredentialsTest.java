package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerCredentialsTest {

    @TempDir
    Path keys;

    @TempDir
    Path secrets;

    @BeforeEach
    void issue() throws IOException {
        ContainerCredentials.issue(keys, secrets, Clock.systemUTC());
    }

    @Test
    void theServicesCannotSignTokens() {
        assertThat(keys.resolve("private.key")).exists();
        assertThat(keys.resolve("admin.token")).exists();
        assertThat(secrets)
                .isDirectoryNotContaining("glob:**private.key")
                .isDirectoryNotContaining("glob:**admin.token");
    }

    @Test
    void onlyTheOwnerCanReadThem() throws IOException {
        for (Path directory : List.of(keys, secrets)) {
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void passwordsAreKeptAndTokensRenewed() throws IOException {
        // given
        String password = Files.readString(secrets.resolve("service-db.password"));
        String token = Files.readString(secrets.resolve("scheduler.token"));

        // when
        ContainerCredentials.issue(keys, secrets, Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));

        // then
        assertThat(secrets.resolve("service-db.password")).hasContent(password);
        assertThat(secrets.resolve("pgpass"))
                .hasContent("*:*:*:postgres:" + Files.readString(secrets.resolve("postgres.password")));
        assertThat(Files.readString(secrets.resolve("scheduler.token"))).isNotEqualTo(token);
    }
}
