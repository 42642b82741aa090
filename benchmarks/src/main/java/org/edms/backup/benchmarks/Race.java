package org.edms.backup.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs contenders side by side: once to warm up, then in rounds of alternating order, so that no contender profits from the
 * caches of another. The medians count.
 */
final class Race {

    private static final double NANOS = 1e9;

    private final Path work;
    private final Map<String, String> environment;
    private final PrintWriter progress;

    Race(Path work, Map<String, String> environment, PrintWriter progress) {
        this.work = work;
        this.environment = environment;
        this.progress = progress;
    }

    Map<Contender, Measurement> run(List<Contender> contenders, int rounds) throws IOException, InterruptedException {
        Map<Contender, List<Measurement>> all = new LinkedHashMap<>();
        contenders.forEach(contender -> all.put(contender, new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            List<Contender> order = new ArrayList<>(contenders);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Contender contender : order) {
                Measurement measurement = measure(contender);
                progress.printf(
                        Locale.ROOT, "round %d  %-44s %7.2f s%n", round, contender.name(), measurement.seconds());
                progress.flush();
                if (round > 0) {
                    all.get(contender).add(measurement);
                }
            }
        }
        Map<Contender, Measurement> medians = new LinkedHashMap<>();
        all.forEach((contender, measurements) -> medians.put(contender, median(measurements)));
        return medians;
    }

    private static Measurement median(List<Measurement> measurements) {
        List<Measurement> sorted = measurements.stream()
                .sorted((one, other) -> Double.compare(one.seconds(), other.seconds()))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private Measurement measure(Contender contender) throws IOException, InterruptedException {
        Path output = work.resolve("out");
        delete(output);
        Files.createDirectories(output);
        shell(contender, output, "bash", "-c", contender.preparation());
        Path peak = work.resolve("peak");
        long start = System.nanoTime();
        shell(
                contender,
                output,
                "/usr/bin/time",
                "-f",
                "%M",
                "-o",
                peak.toString(),
                "bash",
                "-c",
                "set -o pipefail; " + contender.command());
        double seconds = (System.nanoTime() - start) / NANOS;
        String[] words = Files.readString(peak).strip().split("\\s+", -1);
        return new Measurement(seconds, Long.parseLong(words[words.length - 1]), bytesIn(output));
    }

    private void shell(Contender contender, Path output, String... command) throws IOException, InterruptedException {
        Path log = work.resolve("log");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().putAll(environment);
        process.environment().put("OUT", output.toString());
        if (process.start().waitFor() != 0) {
            throw new IOException(contender.name() + " failed: " + Files.readString(log, StandardCharsets.UTF_8));
        }
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    static void delete(Path directory) throws IOException, InterruptedException {
        new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    }
}
