package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.legacy.ConversionResult;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.restore.DrawnRow.Kind;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For any package of the earlier system, no row is lost, no reference is wrong, everything not restored is reported, and a
 * second run changes nothing.
 */
@Tag("long")
@Tag("repeated")
@PostgresTest
class RandomLegacyTest {

    private static final int SEEDS_APART = 1_000_000;

    /** Ids without a known meaning are restored as written, and another system has written other ids. */
    private static final String TABLE_OF_RAW_NUMBERS = "audit_trail";

    private static long trials;

    @TempDir
    Path store;

    static LongStream seeds() {
        long first = Campaign.seed() * SEEDS_APART;
        return LongStream.range(first, first + Long.getLong("edms.test.seeds", 1));
    }

    @AfterAll
    static void report() {
        Campaign.report("random packages of the earlier system", trials, "each row and reference as drawn");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEmptySystem(long seed, TestDatabase target) throws Exception {
        new DemoEdms(target.dataSource(), store.resolve("app")).createSchema();
        restore(seed, target, new RandomLegacyPackage(seed, isIncomplete(seed + 1), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReinitialisedSystem(long seed, @From(SmallEdms.class) TestDatabase target) throws Exception {
        new DemoEdms(target.dataSource(), store.resolve("app")).reinitialise();
        restore(seed, target, new RandomLegacyPackage(seed, isIncomplete(seed), keysIn(target)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSystemInUse(long seed, @From(SmallEdms.class) TestDatabase target) throws Exception {
        restore(seed, target, new RandomLegacyPackage(seed, isIncomplete(seed + 1), keysIn(target)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSystemWithTheSameRowsUnderOtherIds(long seed, TestDatabase target) throws Exception {
        // given
        new DemoEdms(target.dataSource(), store.resolve("app")).createSchema();
        RandomLegacyPackage drawn = new RandomLegacyPackage(seed, isIncomplete(seed), Map.of());
        ConversionResult other =
                convert(new RandomLegacyFile(seed + 1, drawn.recordsOfAnotherSystem()), drawn.unknownModels(), "other");
        Restores first = new Restores(store, other.stored()).into(target).files(store.resolve("other files"));
        assertThat(first.allowPartial().run().failure()).isNull();
        LegacyRows before = LegacyRows.of(target);

        // when
        restore(seed, target, drawn);

        // then
        LegacyRows after = LegacyRows.of(target);
        before.tables().forEach((table, rows) -> {
            if (!table.equals(TABLE_OF_RAW_NUMBERS)) {
                assertThat(after.tables().get(table))
                        .as("seed %d, %s", seed, table)
                        .isEqualTo(rows);
            }
        });
    }

    private void restore(long seed, TestDatabase target, RandomLegacyPackage drawn) throws Exception {
        // given
        trials++;
        RandomLegacyFile file = new RandomLegacyFile(seed, drawn.records());
        ConversionResult converted = convert(file, drawn.unknownModels(), "drawn");
        assertThat(converted.read()).isEqualTo(drawn.rows().size());
        LegacyRows before = LegacyRows.of(target);
        Map<String, String> passwords = passwords(target);
        RandomLegacyExpectation expected = new RandomLegacyExpectation(drawn, before);

        // when
        RestoreReport whole = restores(converted, target, seed).run();
        if (expected.isLossy()) {
            assertThat(whole.failure()).as("seed %d", seed).isNotNull();
            assertThat(LegacyRows.of(target)).as("seed %d", seed).isEqualTo(before);
        }
        RestoreReport report = expected.isLossy()
                ? restores(converted, target, seed).allowPartial().run()
                : whole;

        // then
        assertThat(report.failure()).as("seed %d", seed).isNull();
        LegacyRows after = LegacyRows.of(target);
        expected.check(after, seed);
        expected.check(report, seed);
        assertThat(passwords(target)).as("seed %d", seed).containsAllEntriesOf(passwords);
        assertThat(files()).as("seed %d", seed).isEqualTo(file.stored().keySet());
        Set<Finding.Kind> findings = new TreeSet<>(file.findings());
        findings.addAll(drawn.findings());
        for (Finding.Kind finding : findings) {
            assertThat(report.warnings())
                    .as("seed %d", seed)
                    .anyMatch(warning -> warning.code() == ErrorCode.CONVERSION_FINDINGS
                            && warning.detail().contains(finding.name()));
        }

        // and when the restore is repeated
        RestoreReport again = restores(converted, target, seed).allowPartial().run();
        assertThat(again.failure()).as("seed %d", seed).isNull();
        assertThat(again.rows().inserted() + again.rows().updated())
                .as("seed %d %s", seed, again.tables())
                .isZero();
        assertThat(LegacyRows.of(target)).as("seed %d", seed).isEqualTo(after);
    }

    private static boolean isIncomplete(long seed) {
        return seed % 2 == 1;
    }

    private Restores restores(ConversionResult converted, TestDatabase target, long seed) {
        return new Restores(store, converted.stored())
                .into(target)
                .files(store.resolve("files"))
                .strategy(seed % 3 == 0 ? Strategy.ROW : Strategy.SET);
    }

    private ConversionResult convert(RandomLegacyFile file, Set<String> skipModels, String name) throws Exception {
        ConversionRequest request = new ConversionRequest(
                file.write(Files.createDirectories(store.resolve("legacy " + name))),
                Restores.edmsModel(),
                false,
                skipModels,
                new ConversionRequest.To(PackageFileName.parse(name + ".tar.zst"), false, List.of(), List.of()),
                "tester",
                "edms-backup test",
                2);
        return new Conversion(new DirectoryStore(store), request, Clock.systemUTC()).run();
    }

    /** Returns the paths of the files below the root. */
    private Set<String> files() throws IOException {
        Path root = store.resolve("files");
        if (!Files.isDirectory(root)) {
            return Set.of();
        }
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !file.startsWith("."))
                    .collect(Collectors.toSet());
        }
    }

    private static Map<Kind, List<List<String>>> keysIn(TestDatabase target) throws SQLException {
        Map<Kind, List<List<String>>> keys = new HashMap<>();
        keys.put(Kind.USER, list(target, "SELECT username FROM users ORDER BY 1 LIMIT 6"));
        keys.put(Kind.ROLE, list(target, "SELECT name FROM roles ORDER BY 1 LIMIT 6"));
        keys.put(Kind.TYPE, list(target, "SELECT code, name FROM document_types ORDER BY 1 LIMIT 6"));
        keys.put(Kind.DOCUMENT, list(target, "SELECT document_number FROM documents ORDER BY 1 LIMIT 6"));
        keys.put(Kind.STATE, list(target, "SELECT code FROM workflow_document_states ORDER BY 1 LIMIT 6"));
        return keys;
    }

    private static Map<String, String> passwords(TestDatabase target) throws SQLException {
        return list(target, "SELECT username, password FROM users").stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1), (one, other) -> one, TreeMap::new));
    }

    private static List<List<String>> list(TestDatabase target, String query) throws SQLException {
        try (Connection connection = target.connect()) {
            return new Sql(connection).list(query, row -> {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    values.add(row.getString(column));
                }
                return values;
            });
        }
    }
}
