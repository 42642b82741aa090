package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merges random trees. Afterwards, nested sets, paths and closures are those that a walk through the merged tree finds. */
@Tag("long")
@PostgresTest
class RandomTreesTest {

    private static final String TABLES = """
            CREATE TABLE folder (id integer PRIMARY KEY, name text NOT NULL UNIQUE, parent_id integer REFERENCES folder,
              tree integer NOT NULL, lft integer NOT NULL, rght integer NOT NULL, level integer NOT NULL, UNIQUE (tree, lft));
            CREATE TABLE place (id integer PRIMARY KEY, name text NOT NULL UNIQUE, parent_id integer REFERENCES place,
              path text NOT NULL UNIQUE);
            CREATE TABLE topic (id integer PRIMARY KEY, name text NOT NULL UNIQUE, parent_id integer REFERENCES topic);
            CREATE TABLE above (ancestor integer NOT NULL REFERENCES topic, descendant integer NOT NULL REFERENCES topic,
              depth smallint NOT NULL, PRIMARY KEY (ancestor, descendant));
            """;
    private static final String MODEL = """
            folder:
              key: [name]
              tree: { parent: parent_id, left: lft, right: rght, tree: tree, level: level, order: [name] }
            place:
              key: [name]
              tree: { parent: parent_id, path: path, part: name }
            topic:
              key: [name]
              tree: { parent: parent_id, closure: above, ancestor: ancestor, descendant: descendant, depth: depth }
            """;

    @TempDir
    Path store;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("edms.test.seeds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMergedTreeIsDescribedAsAWalkThroughItFindsIt(long seed, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        Random random = new Random(seed);
        Map<String, String> packaged = parents(random, 1 + random.nextInt(80), 3);
        Map<String, String> there = parents(random, 1 + random.nextInt(120), 2);
        create(source, packaged, random);
        create(target, there, random);
        Map<String, String> merged = new TreeMap<>(there);
        merged.putAll(packaged);
        DescribedMerge merge = DescribedMerge.of(store, source, target, MODEL);

        // when
        merge.run();

        // then
        Walk walk = new Walk(merged);
        assertThat(rows(merge, "SELECT name, tree, lft, rght, level FROM folder ORDER BY name"))
                .isEqualTo(walk.sets);
        assertThat(rows(merge, "SELECT name, path FROM place ORDER BY name")).isEqualTo(walk.paths);
        assertThat(
                        rows(
                                merge,
                                "SELECT d.name AS d, a.name AS a, depth FROM above JOIN topic a ON a.id = ancestor JOIN topic d ON d.id = descendant ORDER BY 1, 2, 3"))
                .isEqualTo(walk.closure);
        assertThat(merge.compare().tables()).allMatch(ComparedTable::sound);
        merge.assertThatAgainChangesNothing();
    }

    /** Returns some of the names, each with the name of its parent; null for a root. */
    private static Map<String, String> parents(Random random, int names, int oneOf) {
        List<String> above = new ArrayList<>(Collections.singletonList(null));
        Map<String, String> parents = new HashMap<>();
        List<Integer> order = new ArrayList<>(IntStream.range(0, names).boxed().toList());
        Collections.shuffle(order, random);
        for (int number : order) {
            if (random.nextInt(oneOf) > 0 || parents.isEmpty()) {
                String name = "n%03d".formatted(number);
                parents.put(name, above.get(random.nextInt(above.size())));
                above.add(name);
            }
        }
        return parents;
    }

    private static void create(TestDatabase database, Map<String, String> parents, Random random) throws Exception {
        List<Integer> ids = new ArrayList<>(
                IntStream.rangeClosed(1, 2 * parents.size()).boxed().toList());
        Collections.shuffle(ids, random);
        Map<String, Integer> idOf = new HashMap<>();
        parents.keySet().stream().sorted().forEach(name -> idOf.put(name, ids.get(idOf.size())));
        Walk walk = new Walk(parents);
        StringBuilder rows = new StringBuilder();
        for (String set : walk.sets) {
            List<String> values = Arrays.asList(set.split(",", -1));
            rows.append("INSERT INTO folder VALUES (%s, %s);"
                    .formatted(start(idOf, parents, values.get(0)), String.join(", ", values.subList(1, 5))));
        }
        for (String path : walk.paths) {
            String name = path.split(",", -1)[0];
            rows.append("INSERT INTO place VALUES (%s, '%s');"
                    .formatted(start(idOf, parents, name), path.split(",", -1)[1]));
            rows.append("INSERT INTO topic VALUES (%s);".formatted(start(idOf, parents, name)));
        }
        for (String pair : walk.closure) {
            String[] values = pair.split(",", -1);
            rows.append("INSERT INTO above VALUES (%d, %d, %s);"
                    .formatted(idOf.get(values[1]), idOf.get(values[0]), values[2]));
        }
        database.execute(TABLES + "SET session_replication_role = replica;" + rows);
    }

    /** The values of the columns that all tables have. */
    private static String start(Map<String, Integer> ids, Map<String, String> parents, String name) {
        return "%d, '%s', %s"
                .formatted(ids.get(name), name, Objects.requireNonNullElse(ids.get(parents.get(name)), "NULL"));
    }

    private static List<String> rows(DescribedMerge merge, String query) throws Exception {
        return List.of(merge.rows(query).split(" ", -1));
    }

    /** Walks through a tree, siblings in the order of their names, and writes down what each table says about it. */
    private static final class Walk {
        private final Map<String, String> parents;
        private final List<String> sets = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private final List<String> closure = new ArrayList<>();

        Walk(Map<String, String> parents) {
            this.parents = parents;
            int tree = 0;
            for (String root : children(null)) {
                tree++;
                walk(root, List.of(), tree, 1);
            }
            Collections.sort(sets);
            Collections.sort(paths);
            closure.sort(null);
        }

        private List<String> children(String parent) {
            return parents.keySet().stream()
                    .filter(name -> Objects.equals(parents.get(name), parent))
                    .sorted()
                    .toList();
        }

        private int walk(String name, List<String> above, int tree, int left) {
            List<String> line = new ArrayList<>(above);
            line.add(name);
            int right = left + 1;
            for (String child : children(name)) {
                right = walk(child, line, tree, right) + 1;
            }
            sets.add("%s,%d,%d,%d,%d".formatted(name, tree, left, right, above.size()));
            paths.add("%s,/%s".formatted(name, String.join("/", line)));
            for (int depth = 0; depth < line.size(); depth++) {
                closure.add("%s,%s,%d".formatted(name, line.get(line.size() - 1 - depth), depth));
            }
            return right;
        }
    }
}
