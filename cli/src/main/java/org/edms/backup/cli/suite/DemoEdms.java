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
 * The demonstration EDMS of a suite, which a program of its own fills and empties. A marker file records the number of documents and
 * exists only while they are complete, so an interrupted demo starts over.
 */
final class DemoEdms {

    private static final long DEFAULT_DOCUMENTS = 1000;
    private static final long NEARLY_FULL_BYTES = 1 << 20;

    private final LocalSuite suite;
    private final Path marker;

    DemoEdms(LocalSuite suite) {
        this.suite = suite;
        this.marker = suite.data().resolve("demo-edms.whole");
    }

    /** @param documents null for any number */
    boolean isComplete(Long documents) throws IOException {
        return Files.exists(marker)
                && (documents == null
                        || Long.toString(documents)
                                .equals(Files.readString(marker).strip()));
    }

    /** Fills an empty EDMS, and returns a summary of its contents. */
    String generate(Long documents) throws IOException {
        Files.deleteIfExists(marker);
        String number = Long.toString(documents == null ? DEFAULT_DOCUMENTS : documents);
        String summary = run("generate", "--documents", number);
        Files.writeString(marker, number);
        return summary;
    }

    /** Deletes all documents, and gives everything else other IDs and UUIDs. */
    String reinitialise() throws IOException {
        Files.move(marker, emptied(), StandardCopyOption.REPLACE_EXISTING);
        return run("reinitialise");
    }

    /** Marks the documents as complete again. */
    void markComplete() throws IOException {
        Files.move(emptied(), marker);
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
            throw failure(log, lines);
        }
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }

    /** A full disk is reported as such: the log has no room for the reason either. */
    private BackupException failure(Path log, List<String> lines) throws IOException {
        boolean full = Files.getFileStore(suite.data()).getUsableSpace() < NEARLY_FULL_BYTES;
        return full
                ? new BackupException(ErrorCode.TARGET_FULL, suite.data().toString())
                : new BackupException(
                        ErrorCode.INTERNAL_ERROR,
                        "cannot create the demonstration EDMS; %s starts with: %s"
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
