package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.edms.backup.testing.Campaign;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of files in a package is limited by the disk, not by the memory of the process. */
@Tag("campaign")
class MillionFilesTest {

    private static final int FILES = Integer.getInteger("edms.test.files", 1_000_000);
    private static final int FILES_OF_A_DIRECTORY = 1000;

    @TempDir
    Path directory;

    @Test
    void aMillionFilesAreBackedUpVerifiedAndRestoredWithASmallHeap() throws Exception {
        // given
        Path source = Files.createDirectory(directory.resolve("source"));
        Path target = Files.createDirectory(directory.resolve("target"));
        Path name = directory.resolve("package.tar.zst");
        for (int i = 0; i < FILES; i++) {
            Path file = source.resolve(i / FILES_OF_A_DIRECTORY + "/document-" + i);
            if (i % FILES_OF_A_DIRECTORY == 0) {
                Files.createDirectory(file.getParent());
            }
            Files.writeString(file, "content of " + i);
        }

        // when
        Duration create =
                timed("create", "--type", "files", "--files", "storage=" + source, "--output", name.toString());
        Duration verify = timed("verify", name.toString());
        Duration restore =
                timed("restore", name.toString(), "--files", "storage=" + target, "--skip-database", "--force");

        // then
        try (Stream<Path> all = Files.walk(target)) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith("document-"))
                            .count())
                    .isEqualTo(FILES);
        }
        for (int i = 0; i < FILES; i += FILES_OF_A_DIRECTORY - 1) {
            assertThat(target.resolve(i / FILES_OF_A_DIRECTORY + "/document-" + i))
                    .hasContent("content of " + i);
        }
        Campaign.report(
                "files in one package, 256 MB heap",
                FILES,
                "create %d s, verify %d s, restore %d s"
                        .formatted(create.toSeconds(), verify.toSeconds(), restore.toSeconds()));
    }

    private Duration timed(String... arguments) throws IOException, InterruptedException {
        CommandProcess process = new CommandProcess(directory.resolve("output"));
        long start = System.nanoTime();
        int exitCode = process.run(arguments);
        assertThat(exitCode).as(process.printed()).isZero();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
