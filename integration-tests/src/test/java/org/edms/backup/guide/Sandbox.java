package org.edms.backup.guide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.testing.TestDatabase;

/** The environment of a reader: a home, a working copy, an EDMS, and the directories that the pages name. */
final class Sandbox {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    static final List<String> DIRECTORIES = List.of("/srv/edms", "/srv/house-move", "/etc/", "/tmp/", "/var/log/");

    private static final Size SMALL = new Size(30, 7, 2_000);
    private static final int LIMIT_SECONDS = 300;

    private final Path root;
    private final TestDatabase edms;
    private final Placeholders placeholders;

    /** @param databases by their names in the pages; {@code edms} is filled with a demonstration EDMS */
    Sandbox(Path root, Map<String, TestDatabase> databases) throws IOException, SQLException {
        this.root = root;
        this.edms = databases.get("edms");
        this.placeholders = new Placeholders(root, databases);
        for (String directory : DIRECTORIES) {
            Files.createDirectories(root.resolve(directory.substring(1)));
        }
        Files.createDirectory(root.resolve("home"));
        copy("reader.sh", root.resolve("reader.sh"));
        DemoEdms demo = new DemoEdms(edms.dataSource(), root.resolve("srv/edms"));
        demo.createSchema();
        demo.generate(SMALL);
    }

    /** Creates a working copy for a page, with the files that pages use. */
    private Path makeWorkingCopy(String page) throws IOException {
        Path copy = Files.createDirectories(root.resolve("work").resolve(page));
        Files.createDirectories(copy.resolve("deploy/scripts"));
        Files.createSymbolicLink(copy.resolve("deploy/demo-edms"), REPOSITORY.resolve("deploy/demo-edms"));
        String script = "deploy/scripts/backup-system.sh";
        Files.copy(REPOSITORY.resolve(script), copy.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        Path program = copy("edms-backup.sh", copy.resolve("edms-backup"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(copy.resolve("bin"), copy);
        return copy;
    }

    private static Path copy(String resource, Path target) throws IOException {
        try (InputStream content = Sandbox.class.getResourceAsStream(resource)) {
            Files.copy(content, target);
        }
        return target;
    }

    /** The exit code and output of a script. */
    record Result(int exitCode, String output) {}

    Result run(PageScript script) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(
                script.lines().stream().map(placeholders::replaceIn).toList());
        lines.set(0, ". " + root.resolve("reader.sh"));
        return run(script.page().name(), lines);
    }

    void stopSuite() throws IOException, InterruptedException {
        run("end", List.of("edms-backup down"));
    }

    private Result run(String page, List<String> lines) throws IOException, InterruptedException {
        String name = page.replace('/', '-');
        Path copy = makeWorkingCopy(name);
        Path file = Files.write(root.resolve(name), lines);
        Path output = Files.createDirectories(Path.of("target", "pages")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", copy + ":" + System.getenv("PATH"),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HOME", root.resolve("home").toString(),
                        "LC_ALL", "C.UTF-8",
                        "READER_REPOSITORY", REPOSITORY.toString(),
                        "PGPASSWORD", edms.server().password(),
                        "READER_PAGE", page,
                        "READER_EDMS", placeholders.replaceIn("postgresql://user@host:5432/edms"),
                        "READER_FILES", placeholders.replaceIn("/srv/edms") + "/storage"));
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
        }
        return new Result(process.waitFor(), Files.readString(output));
    }
}
