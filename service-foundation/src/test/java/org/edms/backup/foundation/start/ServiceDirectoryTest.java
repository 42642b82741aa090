package org.edms.backup.foundation.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.edms.backup.testing.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aWritableDirectoryIsAccepted() {
        assertThat(ServiceDirectory.problemsOfStore(Optional.of(directory))).isEmpty();
        assertThat(ServiceDirectory.isWritable(directory)).isTrue();
    }

    @Test
    void aMissingSettingOrDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(ServiceDirectory.problemsOfStore(Optional.empty()))
                .containsExactly("BACKUP_ROOT is missing: set it to the directory of packages");
        assertThat(ServiceDirectory.problemsOfStore(Optional.of(file)))
                .containsExactly("BACKUP_ROOT " + file + " is not a directory: create or mount it");
    }

    @Test
    void aDirectoryOfFilesIsNamedByItsVariable() {
        ServiceDirectory missing = ServiceDirectory.ofFiles("media", directory.resolve("none"));

        assertThat(ServiceDirectory.ofFiles("media", directory).problemsOfReading())
                .isEmpty();
        assertThat(missing.problemsOfReading())
                .isEqualTo(missing.problemsOfWriting())
                .containsExactly(
                        "EDMS_STORAGE_MEDIA " + missing.directory() + " is not a directory: create or mount it");
    }

    @Test
    void aReadOnlyDirectoryIsNamedWithItsOwnerAndMode() {
        // given
        Optional<SmallDisk> disk = SmallDisk.mountReadOnly();
        assumeTrue(disk.isPresent(), "this process may mount a file system");

        try (SmallDisk readOnly = disk.get()) {
            // then
            assertThat(ServiceDirectory.isWritable(readOnly.path())).isFalse();
            assertThat(ServiceDirectory.problemsOfStore(Optional.of(readOnly.path())))
                    .singleElement()
                    .asString()
                    .startsWith("BACKUP_ROOT " + readOnly.path() + " is not writable: its owner is ")
                    .endsWith(", its mode rwxrwxrwx. Give it to the user of the service, or mount it writable");
        }
    }
}
