package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.pack.Mutations;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifies, restores and converts mutated packages. Whatever the input, the outcome has an error code, comes in time, takes
 * no more memory than allowed, and leaves everything outside the root alone.
 */
@PostgresTest
class PackageFuzzTest {

    private static final long MOST_BYTES = 512L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private Path store;
    private Path outside;
    private Path root;
    private Mutations mutations;
    private final Map<ErrorCode, Long> outcomes = new EnumMap<>(ErrorCode.class);
    private long passed;
    private long most;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        outside = Files.createDirectory(directory.resolve("outside"));
        root = outside.resolve("root");
    }

    @Test
    void someMutatedPackagesAreRefusedByName(TestDatabase database) throws Exception {
        run(database, Campaign.random("fuzz, quickly"), Duration.ofSeconds(4));
    }

    @Test
    @Tag("campaign")
    void mutatedPackagesAreRefusedByName(TestDatabase database) throws Exception {
        Duration budget = Duration.ofSeconds(Long.getLong("edms.test.fuzz.seconds", 600));
        long inputs = run(database, Campaign.random("fuzz"), budget);
        Campaign.report(
                "Mutated packages verified, restored or converted in %d s".formatted(budget.toSeconds()),
                inputs,
                "no unnamed error, hang or write outside; at most %d MB; %d accepted; %s"
                        .formatted(most >> 20, passed, new TreeMap<>(outcomes)));
    }

    private long run(TestDatabase database, Random random, Duration budget) throws Exception {
        mutations = Mutations.of(database, directory.resolve("genuine"), random);
        Files.writeString(outside.resolve("victim.txt"), "victim");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        long end = System.nanoTime() + budget.toNanos();
        long inputs = 0;
        try {
            while (System.nanoTime() < end) {
                one(mutations.next(store), threads, inputs);
                inputs++;
            }
        } finally {
            threads.shutdownNow();
        }
        return inputs;
    }

    private void one(Mutations.Mutated input, ExecutorService threads, long number) throws Exception {
        Future<Long> work = threads.submit(() -> {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (Target target :
                    input.legacy() ? List.<Target>of(this::convert) : List.<Target>of(this::verify, this::restore)) {
                attempt(target, input);
            }
            return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        });
        try {
            most = Math.max(most, work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(most).isLessThan(MOST_BYTES);
            assertOutsideIsLeftAlone();
        } catch (ExecutionException | TimeoutException | AssertionError e) {
            Path kept = Path.of(
                    "target",
                    "fuzz-" + Campaign.seed() + "-" + number + "-"
                            + input.file().getFileName());
            Files.write(kept, Files.readAllBytes(input.file()));
            throw new AssertionError("input %d, kept as %s: %s".formatted(number, kept, input.how()), e);
        }
        FileTree.delete(root);
        Files.deleteIfExists(input.file());
    }

    @FunctionalInterface
    private interface Target {
        void run(Mutations.Mutated input) throws IOException;
    }

    private void attempt(Target target, Mutations.Mutated input) throws IOException {
        try {
            target.run(input);
            passed++;
        } catch (BackupException e) {
            assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
            outcomes.merge(e.code(), 1L, Long::sum);
        }
    }

    private void verify(Mutations.Mutated input) throws IOException {
        DirectoryStore packages = new DirectoryStore(store);
        var result = new Verification(packages, new StoredPackages(packages, List.of()), Clock.systemUTC())
                .verify(input.file().getFileName().toString(), VerifyLevel.FULL);
        if (!result.findings().isEmpty()) {
            throw new BackupException(
                    result.findings().get(0).code(), result.findings().get(0).detail());
        }
    }

    private void restore(Mutations.Mutated input) throws IOException {
        Files.createDirectories(root);
        StoredPackage stored = new StoredPackage(
                new PackageId(UUID.randomUUID()), input.file().getFileName().toString(), 1, "0".repeat(64));
        new Restores(store, stored)
                .files(root)
                .scope(RestoreScope.FILES)
                .onMatch(OnMatch.UPDATE)
                .run();
        if (!input.rewritten()) {
            assertThat(content()).as("restored").isEqualTo(mutations.files());
        }
    }

    private void convert(Mutations.Mutated input) throws IOException {
        DirectoryStore converted = new DirectoryStore(Files.createDirectories(directory.resolve("converted")));
        ConversionRequest request = new ConversionRequest(
                input.file(),
                Restores.edmsModel(),
                false,
                new ConversionRequest.To(PackageFileName.parse("converted.tar.zst"), true, List.of(), List.of()),
                "fuzz",
                "edms-backup test",
                1);
        new Conversion(converted, request, Clock.systemUTC()).run();
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString();
                if (!FileTree.isReserved(path)) {
                    content.put(path, Files.readString(file));
                }
            }
        }
        return content;
    }

    private void assertOutsideIsLeftAlone() throws IOException {
        try (Stream<Path> children = Files.list(outside)) {
            assertThat(children.filter(child -> !child.equals(root)).toList())
                    .singleElement()
                    .satisfies(victim -> assertThat(victim).hasContent("victim"));
        }
        assertThat(Arrays.asList(directory.toFile().list())).isSubsetOf("store", "outside", "genuine", "converted");
    }
}
