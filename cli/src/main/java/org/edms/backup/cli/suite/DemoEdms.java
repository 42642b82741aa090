package org.edms.backup.cli.suite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The demonstration EDMS of a suite, worked at by its own program. A file says how many documents it has, and is there only
 * while it has them: what was interrupted halfway is made anew.
 */
final class DemoEdms {

    private static final long USUAL = 1000;
    private static final long LITTLE = 1 << 20;

    private final LocalSuite suite;
    private final Path whole;

    DemoEdms(LocalSuite suite) {
        this.suite = suite;
        this.whole = suite.data().resolve("demo-edms.whole");
    }

    /** @param documents null for any number */
    boolean isWhole(Long documents) throws IOException {
        return Files.exists(whole)
                && (documents == null
                        || Long.toString(documents)
                                .equals(Files.readString(whole).strip()));
    }

    /** Fills an empty one, and returns what its program says of it. */
    String generate(Long documents) throws IOException {
        Files.deleteIfExists(whole);
        String number = Long.toString(documents == null ? USUAL : documents);
        String told = run("generate", "--documents", number);
        Files.writeString(whole, number);
        return told;
    }

    /** Other ids, other UUIDs, no documents. */
    String reinitialise() throws IOException {
        Files.move(whole, emptied(), StandardCopyOption.REPLACE_EXISTING);
        return run("reinitialise");
    }

    /** The documents are back. */
    void restored() throws IOException {
        Files.move(emptied(), whole);
    }

    private Path emptied() {
        return suite.data().resolve("demo-edms.emptied");
    }

    private String run(String... arguments) throws IOException {
        Path log = suite.logs().resolve("demo-edms.log");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-jar");
        command.add(LocalSuite.programs().resolve("demo-edms/demo-edms.jar").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--db", suite.edms()));
        command.addAll(List.of("--files", suite.data().resolve("edms").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PGPASSWORD", suite.postgresPassword());
        int code = await(builder.start());
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        if (code != 0) {
            throw refused(log, lines);
        }
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }

    /** On a full disk the log has no room either to say why. */
    private BackupException refused(Path log, List<String> lines) throws IOException {
        boolean full = Files.getFileStore(suite.data()).getUsableSpace() < LITTLE;
        return full
                ? new BackupException(ErrorCode.TARGET_FULL, suite.data().toString())
                : new BackupException(
                        ErrorCode.INTERNAL_ERROR,
                        "the demonstration EDMS could not be made; %s begins with: %s"
                                .formatted(log, lines.isEmpty() ? "nothing" : lines.get(0)));
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            IOException failure = new InterruptedIOException("interrupted");
            failure.initCause(e);
            throw failure;
        }
    }
}
