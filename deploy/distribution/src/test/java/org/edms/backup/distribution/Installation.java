package org.edms.backup.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An unpacked distribution, run with Java and without the build. */
record Installation(Path home, Path parent) {

    private static final int LIMIT_SECONDS = 300;

    /** The exit code and output of a program. */
    record Result(int exitCode, String output) {}

    static Installation unpackedIn(Path directory) throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("edms.distribution"));
        String name = archive.getFileName().toString().replace(".tar.gz", "");
        Installation installation = new Installation(directory.resolve(name), directory);
        Result unpacked = installation.run("tar", "xzf", archive.toString(), "-C", directory.toString());
        if (unpacked.exitCode() != 0) {
            throw new IllegalStateException(unpacked.output());
        }
        return installation;
    }

    Path file(String name) {
        return home.resolve(name);
    }

    /** Runs a command in the parent directory. Its environment has only a path and a home. */
    Result run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(parent, "output", "");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(parent.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        builder.environment()
                .put("HOME", Files.createDirectories(parent.resolve("user")).toString());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The command did not end: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    /** Every file with its modification time. */
    Map<Path, Object> state() throws IOException {
        Map<Path, Object> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                state.put(file, Files.getLastModifiedTime(file));
            }
        }
        return state;
    }
}
