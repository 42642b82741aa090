package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir
    Path directory;

    @Test
    void concurrentUnpackingKeepsOneCopy() throws Exception {
        // given
        Path cache = directory.resolve("cache");
        CompletableFuture<PostgresBinaries> other =
                CompletableFuture.supplyAsync(() -> PostgresBinaries.bundled(cache));

        // when
        PostgresBinaries mine = PostgresBinaries.bundled(cache);

        // then
        assertThat(mine).isEqualTo(other.get());
        try (var unpacked = Files.list(cache)) {
            assertThat(unpacked.filter(Files::isDirectory)).hasSize(1);
        }
    }

    @Test
    void aDirectoryWithoutPostgresIsRefusedByName() {
        assertThatThrownBy(() -> new PostgresBinaries(directory))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("initdb")
                .hasMessageContaining(directory.toString());
    }
}
