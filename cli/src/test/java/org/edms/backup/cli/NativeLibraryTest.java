package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.edms.backup.testing.SmallDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compression library extracts its native code into the directory for temporary files. */
class NativeLibraryTest {

    @TempDir
    Path directory;

    private CommandProcess command;

    @BeforeEach
    void prepare() throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("files")).resolve("document"), "content");
        command = new CommandProcess(directory.resolve("output"));
    }

    @Test
    void aFullDirectoryIsReported() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(1).orElse(null)) {
            assumeTrue(disk != null, "this process may mount a file system");
            disk.fill(0);

            // then
            assertThat(create("-Djava.io.tmpdir=" + disk.path())).isEqualTo(1);
            assertThat(command.printed()).contains("[DISK_FULL]", disk.path().toString());
            assertThat(command.printed()).doesNotContain("\tat ");
        }
    }

    @Test
    void aNoexecDirectoryIsReportedAndCanBeReplaced() throws Exception {
        try (SmallDisk disk = SmallDisk.mountWithoutPrograms(16).orElse(null)) {
            assumeTrue(disk != null, "this process may mount a file system");
            String temporary = "-Djava.io.tmpdir=" + disk.path();

            // then
            assertThat(create(temporary)).isEqualTo(1);
            assertThat(command.printed())
                    .contains("[NATIVE_LIBRARY_REJECTED]", disk.path().toString(), "ZstdTempFolder");
            assertThat(create(temporary, "-DZstdTempFolder=" + directory))
                    .as(command.printed())
                    .isZero();
        }
    }

    private int create(String... javaOptions) throws Exception {
        command = new CommandProcess(command.output(), List.of(javaOptions));
        return command.run(
                "create",
                "--type",
                "files",
                "--files",
                "storage=" + directory.resolve("files"),
                "--output",
                directory.resolve("package.tar.zst").toString(),
                "--force");
    }
}
