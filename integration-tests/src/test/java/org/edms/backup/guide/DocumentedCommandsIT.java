package org.edms.backup.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.edms.backup.guide.Page.Command;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of all pages. */
@Tag("long")
@PostgresTest
class DocumentedCommandsIT {

    /** Programs that a reader may have to install. A page that needs a missing one is skipped. */
    private static final List<String> PROGRAMS = List.of("age", "curl", "jq", "psql", "zstd");

    /** A part of the name of the only page to test. */
    private static final String ONLY = "edms.test.page";

    @TempDir
    static Path root;

    private static List<PageScript> scripts;
    private static Sandbox sandbox;

    @BeforeAll
    static void readPages(TestDatabase edms, TestDatabase demo, TestDatabase copy) throws IOException, SQLException {
        scripts = Page.all(Sandbox.REPOSITORY).stream().map(PageScript::of).toList();
        sandbox = new Sandbox(root, Map.of("edms", edms, "demo", demo, "copy", copy));
    }

    @AfterAll
    static void stopSuite() throws IOException, InterruptedException {
        sandbox.stopSuite();
    }

    @TestFactory
    Stream<DynamicTest> theCommandsOfAPageWork() {
        return scripts.stream()
                .filter(script -> !script.run().isEmpty())
                .filter(script -> script.page().name().contains(System.getProperty(ONLY, "")))
                .map(script -> DynamicTest.dynamicTest(script.page().name(), () -> {
                    assumeThat(missing(script)).isEmpty();
                    Sandbox.Result ended = sandbox.run(script);
                    assertThat(ended.exitCode()).as(ended.output()).isZero();
                }));
    }

    @Test
    void everyCommandIsInAShellBlock() throws IOException {
        assertThat(Page.all(Sandbox.REPOSITORY).stream().flatMap(page -> page.hiddenCommands().stream()))
                .isEmpty();
    }

    @Test
    void everyExceptionIsInAPage() {
        assertThat(scripts.stream().flatMap(script -> script.notRun().stream()).map(Command::text))
                .containsAll(NotRun.WHY.keySet());
    }

    private static List<String> missing(PageScript script) {
        return PROGRAMS.stream()
                .filter(program -> script.run().stream()
                        .anyMatch(command -> command.text().matches("(.*\\W)?" + program + "( .*)?")))
                .filter(program -> Stream.of(System.getenv("PATH").split(":", -1))
                        .noneMatch(directory -> Files.isExecutable(Path.of(directory, program))))
                .toList();
    }
}
