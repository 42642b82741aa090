package org.edms.backup.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;

class EdmsEnvironmentTest {

    @Test
    void namesMayContainCharactersThatAreSpecialInUrls() {
        // when
        Database database = new EdmsEnvironment(Map.of("DB_HOST", "h", "DB_NAME", "my edms?", "DB_USER", "a:b@c"))
                .database()
                .orElseThrow();

        // then
        assertThat(database).hasToString("h/my edms?");
    }

    @Test
    void theConnectionIsReadFromAVariable() {
        // given
        EdmsEnvironment environment =
                new EdmsEnvironment(Map.of("DB_NAME", "edms", "DB_PARAMETERS", "sslmode=no-such-mode"));

        // then
        assertThatThrownBy(() -> environment.database().orElseThrow().connect(Map.of()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("no-such-mode");
    }
}
