package org.edms.backup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command in a separate process, which can be killed, with a JVM that starts fast. Its output goes to a file. */
public record CommandProcess(Path output, List<String> javaOptions) {

    public CommandProcess(Path output, String... javaOptions) {
        this(output, List.of(javaOptions));
    }

    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EdmsBackupCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    public int run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).waitFor();
    }

    /** The output of the last command. */
    public String printed() throws IOException {
        return Files.readString(output);
    }
}
