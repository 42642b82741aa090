package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.PrivateKey;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.ByteDecisions;
import org.edms.backup.engine.pack.Mutations;
import org.edms.backup.engine.pack.Mutations.Mutated;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreScope;

/**
 * Verifies, restores and converts packages one by one, and checks the rules that hold for each: a failure has an error code,
 * nothing outside the root changes, and a restore accepts every package that verification accepts. Jazzer calls the three
 * static methods in a separate JVM.
 *
 * <p>The first byte of an input selects what the rest is: decisions for the structure-aware mutator, or the text of one part of
 * an otherwise valid package.
 */
public final class PackageFuzzer {

    /** The system property for the directory of the valid package that the fuzzer starts from. */
    static final String DIRECTORY = "edms.test.fuzz.directory";

    /** The system property for the directory that receives the packages that break a rule. */
    static final String FINDINGS = "edms.test.fuzz.findings";

    private static final int SEEDS_OF_DECISIONS = 200;
    private static final int BYTES_OF_DECISIONS = 64;

    private static PackageFuzzer running;

    private final Path directory;
    private final Path store;
    private final Path outside;
    private final Path root;
    private final Path findings;
    private final Mutations mutations;
    private final ByteDecisions decisions;
    private final EdmsModel model = Restores.edmsModel();
    private final Map<ErrorCode, Long> refused = new EnumMap<>(ErrorCode.class);
    private long accepted;

    /** @param random null if the bytes of the input make the decisions */
    PackageFuzzer(Path directory, Path findings, Random random) throws IOException {
        this.directory = directory;
        this.findings = findings;
        this.store = Files.createDirectories(directory.resolve("store"));
        this.outside = Files.createDirectories(directory.resolve("outside"));
        this.root = outside.resolve("root");
        this.decisions = new ByteDecisions();
        this.mutations = Mutations.of(directory.resolve("genuine"), random == null ? decisions : random);
        Files.writeString(outside.resolve("victim.txt"), "victim");
    }

    /** Called by Jazzer, before the first input. */
    public static void fuzzerInitialize() throws IOException {
        running =
                new PackageFuzzer(Path.of(System.getProperty(DIRECTORY)), Path.of(System.getProperty(FINDINGS)), null);
    }

    /** Called by Jazzer, for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length > 0) {
            running.run(running.decode(input));
        }
    }

    /** Called by Jazzer, after the last input. */
    public static void fuzzerTearDown() {
        System.out.println(running.summary());
    }

    /** Writes the initial inputs for Jazzer. */
    void writeCorpus(Path corpus, Random random) throws IOException {
        List<Mutations.Part> parts = mutations.parts();
        for (int i = 0; i < parts.size(); i++) {
            for (byte[] seed : mutations.seeds(parts.get(i))) {
                ByteArrayOutputStream input = new ByteArrayOutputStream();
                input.write(i + 1);
                input.writeBytes(seed);
                Files.write(Files.createTempFile(corpus, parts.get(i).name() + "-", ""), input.toByteArray());
            }
        }
        for (int i = 0; i < SEEDS_OF_DECISIONS; i++) {
            byte[] input = new byte[BYTES_OF_DECISIONS];
            random.nextBytes(input);
            input[0] = 0;
            Files.write(Files.createTempFile(corpus, "decisions-", ""), input);
        }
    }

    private Mutated decode(byte[] input) throws IOException {
        int selected = Byte.toUnsignedInt(input[0]) % (mutations.parts().size() + 1);
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        if (selected == 0) {
            decisions.take(rest);
            return mutations.next(store);
        }
        return mutations.withPart(mutations.parts().get(selected - 1), rest, store);
    }

    /** Creates and runs the next package. */
    Mutated next() throws IOException {
        return mutations.next(store);
    }

    void run(Mutated input) throws IOException {
        try {
            if (input.legacy()) {
                count(codeOf(() -> convert(input)));
            } else {
                ErrorCode verified = codeOf(() -> verify(input));
                ErrorCode restored = codeOf(() -> restore(input));
                count(verified);
                count(restored);
                if (verified == null && restored != null) {
                    assertThat(restored.exitCode())
                            .as("%s of a restore, after a verification without findings", restored)
                            .isNotEqualTo(ExitCode.PACKAGE_UNREADABLE);
                }
            }
            assertOutsideIsLeftAlone();
        } catch (Throwable e) {
            keep(input);
            throw e;
        } finally {
            FileTree.delete(root);
            Files.deleteIfExists(input.file());
        }
    }

    String summary() {
        return "%d accepted; refused: %s".formatted(accepted, new TreeMap<>(refused));
    }

    private void keep(Mutated input) throws IOException {
        Files.createDirectories(findings);
        String name = input.file().getFileName().toString();
        Files.write(findings.resolve(name), Files.readAllBytes(input.file()));
        Files.writeString(findings.resolve(name + ".txt"), input.how() + "\n");
    }

    private void count(ErrorCode code) {
        if (code == null) {
            accepted++;
        } else {
            refused.merge(code, 1L, Long::sum);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    /** @return null if the attempt succeeds */
    private static ErrorCode codeOf(Attempt attempt) throws IOException {
        try {
            attempt.run();
            return null;
        } catch (BackupException e) {
            assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
            return e.code();
        }
    }

    private void verify(Mutated input) throws IOException {
        DirectoryStore packages = new DirectoryStore(store);
        List<Identity> identities = identities(input);
        VerifyResult result = new Verification(packages, new StoredPackages(packages, identities), Clock.systemUTC())
                .verify(input.file().getFileName().toString(), VerifyLevel.FULL);
        if (!result.findings().isEmpty()) {
            throw new BackupException(
                    result.findings().get(0).code(), result.findings().get(0).detail());
        }
    }

    private void restore(Mutated input) throws IOException {
        Files.createDirectories(root);
        StoredPackage stored = new StoredPackage(
                new PackageId(UUID.randomUUID()), input.file().getFileName().toString(), 1, "0".repeat(64));
        new Restores(store, stored)
                .identities(identities(input))
                .files(root)
                .scope(RestoreScope.FILES)
                .onMatch(OnMatch.UPDATE)
                .run();
        if (!input.rewritten()) {
            assertThat(content()).as("restored").isEqualTo(mutations.files());
        }
    }

    private List<Identity> identities(Mutated input) {
        boolean encrypted =
                PackageFileName.parse(input.file().getFileName().toString()).encrypted();
        PrivateKey key = mutations.key();
        return encrypted ? List.of(key) : List.of();
    }

    private void convert(Mutated input) throws IOException {
        DirectoryStore converted = new DirectoryStore(Files.createDirectories(directory.resolve("converted")));
        ConversionRequest request = new ConversionRequest(
                input.file(),
                model,
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
        assertThat(Arrays.asList(directory.toFile().list()))
                .isSubsetOf("store", "outside", "genuine", "converted", "corpus");
    }
}
