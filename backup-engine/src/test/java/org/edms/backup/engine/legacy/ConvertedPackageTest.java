package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes convert packages in parallel, each with the same temporary directory. */
class ConvertedPackageTest {

    private static final String ROLES = "[{\"model\": \"users.role\", \"fields\": {\"name\": \"Author\"}}]";

    @TempDir
    Path directory;

    private Path temporary;

    /** Converts a package, prints the result, and keeps it until its input ends. */
    static final class Converter {

        private Converter() {}

        public static void main(String[] arguments) throws IOException {
            try (ConvertedPackage converted = ConvertedPackage.of(
                    Path.of(arguments[0]), Converted.model(), false, Set.of(), "admin", "edms-backup test", 1)) {
                System.out.println(converted.store().list().size());
                System.in.read();
            } catch (BackupException e) {
                System.out.println(e.code());
            }
        }
    }

    @BeforeEach
    void create() throws IOException {
        temporary = Files.createDirectory(directory.resolve("temporary"));
    }

    @Test
    void aConversionDeletesLeftoversOfKilledConversionsOnly() throws Exception {
        // given
        Path legacy = LegacyPackage.migration(ROLES).write(directory.resolve("old.tar.gz"));
        Process killed = start(legacy, "1");
        Process living = start(legacy, "1");
        killed.destroyForcibly().waitFor();
        List<String> both = names();

        // when
        end(start(legacy, "1"));

        // then
        assertThat(both).hasSize(4);
        assertThat(names()).hasSize(2);
        assertThat(both).containsAll(names());

        // when
        end(living);

        // then
        assertThat(names()).isEmpty();
    }

    @Test
    void aFailedConversionLeavesNothing() throws Exception {
        // given
        Path legacy = LegacyPackage.migration("[{\"model\": \"reports.report\", \"fields\": {}}]")
                .write(directory.resolve("old.tar.gz"));

        // when
        Process failed = start(legacy, "MODEL_INVALID");

        // then
        end(failed);
        assertThat(names()).isEmpty();
    }

    private Process start(Path legacy, String expected) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Converter.class.getName(),
                        legacy.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        assertThat(output.readLine()).isEqualTo(expected);
        return process;
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }

    /** Returns the names of directories and locks. Native libraries are unpacked in the same place. */
    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith("edms-converted-"))
                    .sorted()
                    .toList();
        }
    }
}
