package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edms.backup.engine.pack.ByteDecisions;
import org.edms.backup.engine.pack.Mutations;
import org.edms.backup.engine.pack.container.ForgedPackage;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifies, restores and converts mutated packages. Every input ends in success or in an error code, within the time and memory
 * limits, and changes nothing outside the root.
 */
@PostgresTest
class PackageFuzzTest {

    private static final long MOST_BYTES = 512L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration START_AND_END = Duration.ofMinutes(5);
    private static final Path FINDINGS = Path.of("target", "fuzz").toAbsolutePath();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Classes excluded from coverage: reaching new code in them is not progress. */
    private static final List<String> NOT_UNDER_TEST = List.of(
            PackageFuzzer.class.getName(),
            Restores.class.getName(),
            Mutations.class.getName(),
            ForgedPackage.class.getName(),
            ByteDecisions.class.getName());

    @TempDir
    Path directory;

    @Test
    void mutatedPackagesAreRefusedByName(TestDatabase database) throws Exception {
        // given
        Mutations.prepare(database, Files.createDirectory(directory.resolve("genuine")));
        PackageFuzzer fuzzer = new PackageFuzzer(directory, FINDINGS, Campaign.random("fuzz, quickly"));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();

        // then
        try {
            while (System.nanoTime() < end) {
                Mutations.Mutated input = fuzzer.next();
                runWithinLimits(fuzzer, input, threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void runWithinLimits(PackageFuzzer fuzzer, Mutations.Mutated input, ExecutorService threads)
            throws InterruptedException {
        Future<Long> work = threads.submit(() -> {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            fuzzer.run(input);
            return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        });
        try {
            assertThat(work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isLessThan(MOST_BYTES);
        } catch (ExecutionException | TimeoutException | AssertionError e) {
            throw new AssertionError("seed %d: %s".formatted(Campaign.seed(), input.how()), e);
        }
    }

    /** Jazzer mutates its inputs towards new code, in a JVM with a heap of 512 MB. */
    @Test
    @Tag("campaign")
    void inputsThatReachNewCodeAreRefusedByName(TestDatabase database) throws Exception {
        // given
        FileTree.delete(FINDINGS);
        Mutations.prepare(database, Files.createDirectory(directory.resolve("genuine")));
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        Random random = Campaign.random("fuzz");
        new PackageFuzzer(directory, FINDINGS, random).writeCorpus(corpus, random);
        Duration budget = Duration.ofSeconds(Long.getLong("edms.test.fuzz.seconds", 600));
        Path log = Files.createDirectories(FINDINGS).resolve("jazzer.log");

        // when
        Process jazzer = new ProcessBuilder(command(corpus, budget))
                .directory(FINDINGS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended;
        try {
            ended = jazzer.waitFor(budget.plus(START_AND_END).toSeconds(), TimeUnit.SECONDS);
        } finally {
            jazzer.destroyForcibly();
        }

        // then
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(ended).as("Jazzer ended by itself, see %s", log).isTrue();
        assertThat(jazzer.waitFor()).as("findings are in %s", FINDINGS).isZero();
        assertThat(findings()).isEmpty();
        Campaign.report(
                "Packages verified, restored or converted by Jazzer in %d s".formatted(budget.toSeconds()),
                Long.parseLong(last(output, "stat::number_of_executed_units: *(\\d+)")),
                "no unnamed error, hang or write outside, in a heap of 512 MB; %s edges, %s features; %s"
                        .formatted(
                                last(output, "#\\d+\\s+DONE\\s+cov: (\\d+)"),
                                last(output, "#\\d+\\s+DONE\\s+cov: \\d+ ft: (\\d+)"),
                                last(output, "(\\d+ accepted; refused: .*)")));
    }

    private List<String> command(Path corpus, Duration budget) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (MOST_BYTES >> 20) + "m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-D" + PackageFuzzer.DIRECTORY + "=" + directory,
                "-D" + PackageFuzzer.FINDINGS + "=" + FINDINGS,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + PackageFuzzer.class.getName(),
                "--instrumentation_includes=org.edms.backup.**:org.apache.commons.compress.archivers.tar.**",
                "--instrumentation_excludes=" + String.join(":", NOT_UNDER_TEST),
                "--custom_hook_includes=org.edms.backup.**",
                "--keep_going=20"));
        command.addAll(List.of(
                "-max_total_time=" + budget.toSeconds(),
                "-timeout=" + PATIENCE.toSeconds(),
                "-max_len=65536",
                "-rss_limit_mb=2048",
                "-seed=" + Campaign.seed(),
                "-print_final_stats=1",
                "-artifact_prefix=" + FINDINGS + "/",
                corpus.toString()));
        return command;
    }

    private static List<Path> findings() throws IOException {
        try (Stream<Path> files = Files.list(FINDINGS)) {
            return files.filter(file -> !file.getFileName().toString().endsWith(".log"))
                    .toList();
        }
    }

    private static String last(String output, String pattern) {
        return Pattern.compile(pattern)
                .matcher(output)
                .results()
                .reduce((first, second) -> second)
                .map((MatchResult result) -> result.group(1))
                .orElse("-1");
    }
}
