package org.edms.backup.engine.references;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In any schema, planted references are found, and little else. */
@Tag("repeated")
@PostgresTest
class RandomUndeclaredReferencesTest {

    private static final int SEEDS_APART = 1_000_000;

    private static long trials;
    private static long planted;
    private static long found;
    private static long wrong;

    static LongStream seeds() {
        long first = Campaign.seed() * SEEDS_APART;
        return LongStream.range(first, first + 5 * Long.getLong("edms.test.seeds", 1));
    }

    @AfterAll
    static void report() {
        Campaign.report(
                "random schemas with undeclared references",
                trials,
                String.format(
                        Locale.ROOT,
                        "%d planted; recall %.3f, precision %.3f",
                        planted,
                        (double) found / planted,
                        (double) found / (found + wrong)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void plantedReferencesAreFound(long seed, TestDatabase database) throws Exception {
        // given
        RandomUndeclaredReferences schema = new RandomUndeclaredReferences(new Random(seed));
        database.execute(schema.sql());

        // when
        List<FoundReference> all = Findings.in(database);

        // then
        Set<String> columns = all.stream()
                .map(each -> each.place().table() + "." + each.place().column())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missed = new TreeSet<>(schema.planted());
        missed.removeAll(columns);
        List<String> noise = all.stream()
                .filter(each -> !schema.planted()
                        .contains(each.place().table() + "." + each.place().column()))
                .map(each -> Findings.line(each) + " " + each.evidence())
                .toList();
        trials++;
        planted += schema.planted().size();
        found += schema.planted().size() - missed.size();
        wrong += noise.size();
        assertThat(missed).as("missed").isEmpty();
        assertThat(noise).as("no reference").isEmpty();
    }
}
