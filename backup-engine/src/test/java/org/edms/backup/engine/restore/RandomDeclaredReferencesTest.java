package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.compare.ComparisonResult;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Merges random systems with declared references of each kind. Afterwards, each text of each row means the same in both: with the
 * codes of things in the place of their ids, which this test replaces by a pattern alone.
 */
@PostgresTest
class RandomDeclaredReferencesTest {

    private static final String DDL = """
            CREATE TABLE tag (id bigserial PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE doc (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text NOT NULL UNIQUE);
            CREATE TABLE kind (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE link (name text PRIMARY KEY, whole bigint, text_ text, tags bigint[], docs text[], list text, file text,
              body text, settings jsonb, names json, what text, thing text, kind_id bigint REFERENCES kind, object text);
            CREATE TABLE mark (id bigserial PRIMARY KEY, what text NOT NULL, thing text NOT NULL, UNIQUE (what, thing));
            """;

    private static final EdmsModel MODEL = ModelFile.parse("""
            format: edms-model/2
            genericTypes: { table: kind, label: [name], tables: { tag: tag, doc: doc } }
            tables:
              link:
                references:
                  - { column: whole, table: tag }
                  - { column: text_, table: doc }
                  - { column: tags, table: tag }
                  - { column: docs, table: doc }
                  - { column: list, table: tag, separator: ";" }
                  - { column: file, table: tag, template: "{*}/{id:09}.webp" }
                  - { column: body, table: doc, within: "doc:{id}!" }
                  - { column: thing, type: what, tables: { t: tag, d: doc, none: ~ } }
                  - { column: object, type: kind_id }
                json:
                  settings: { "$.**.tag": tag, "$.docs[*]": doc }
                  names: { "$.*~": tag }
              mark:
                key: [what, thing]
                references:
                  - { column: thing, type: what, tables: { t: tag, d: doc } }
            """);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9][0-9]{5}");

    private static final String LINKS =
            "SELECT to_jsonb(l)::text FROM (SELECT l.name, whole, text_, tags, docs, list, file, "
                    + "body, settings::text, names::text, what, thing, k.name AS kind, object FROM link l LEFT JOIN kind k ON k.id = kind_id) l";
    private static final String MARKS = "SELECT what || thing FROM mark";

    @TempDir
    Path store;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("edms.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void declaredReferencesNameTheSameThingsInBothSystems(long seed, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        Random random = new Random(seed);
        int things = 2 + random.nextInt(60);
        new Things(random, IntStream.range(0, things).boxed().toList()).create(source, "", things * 2);
        List<Integer> there = IntStream.range(0, things + 10)
                .filter(each -> random.nextInt(3) == 0)
                .boxed()
                .collect(Collectors.toCollection(() -> new ArrayList<>(List.of(0))));
        boolean ownLinks = random.nextBoolean();
        new Things(random, there.stream().distinct().toList())
                .create(target, ownLinks ? "own " : "", random.nextInt(20));
        List<String> before = meanings(target, LINKS);
        BackupResult backup = new Backups(store)
                .of(source)
                .model(MODEL)
                .type(BackupType.DATABASE)
                .run();

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).model(MODEL).run();
        List<String> after = meanings(target, LINKS);
        RestoreReport again =
                new Restores(store, backup).into(target).model(MODEL).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.checks()).allMatch(Check::passed);
        assertThat(after).containsAll(meanings(source, LINKS)).containsAll(own(before));
        assertThat(meanings(target, MARKS)).containsAll(meanings(source, MARKS)).doesNotHaveDuplicates();
        assertThat(again.tables())
                .allMatch(table -> table.account().matched() == table.account().inPackage());
        assertThat(meanings(target, LINKS)).containsExactlyElementsOf(after);
        ComparisonResult compared =
                new Restores(store, backup).into(target).model(MODEL).compare();
        assertThat(compared.findings()).isEmpty();
        assertThat(compared.same()).as("%s", compared).isTrue();
    }

    private static List<String> own(List<String> links) {
        return links.stream().filter(link -> link.contains("\"own ")).toList();
    }

    /** The rows, with codes instead of ids. */
    private static List<String> meanings(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql sql = new Sql(connection);
            Map<String, String> codes = new HashMap<>();
            sql.list(
                    "SELECT id::text, code FROM tag UNION ALL SELECT id::text, code FROM doc",
                    row -> codes.put(row.getString(1), row.getString(2)));
            return sql
                    .list(
                            query,
                            row -> ID.matcher(row.getString(1))
                                    .replaceAll(id -> codes.getOrDefault(id.group(), "NOWHERE")))
                    .stream()
                    .sorted()
                    .toList();
        }
    }

    /** Tags and documents with random ids, and rows that name them. */
    private static final class Things {
        private final Random random;
        private final List<Integer> numbers;
        private final List<Integer> tags = new ArrayList<>();
        private final List<UUID> docs = new ArrayList<>();

        Things(Random random, List<Integer> numbers) {
            this.random = random;
            this.numbers = numbers;
            numbers.forEach(number -> {
                tags.add(100_000 + tags.size());
                docs.add(new UUID(random.nextLong(), random.nextLong()));
            });
            Collections.shuffle(tags, random);
        }

        void create(TestDatabase database, String prefix, int links) throws SQLException {
            StringBuilder sql = new StringBuilder(DDL);
            List<String> kinds = new ArrayList<>(List.of("tag", "doc"));
            Collections.shuffle(kinds, random);
            kinds.forEach(kind -> sql.append("INSERT INTO kind (name) VALUES ('%s');".formatted(kind)));
            for (int i = 0; i < numbers.size(); i++) {
                sql.append("INSERT INTO tag VALUES (%d, 'tag %d');".formatted(tags.get(i), numbers.get(i)));
                sql.append("INSERT INTO doc VALUES ('%s', 'doc %d');".formatted(docs.get(i), numbers.get(i)));
                if (random.nextBoolean()) {
                    sql.append("INSERT INTO mark (what, thing) VALUES ('t', '%d'), ('d', '%s');"
                            .formatted(tags.get(i), docs.get(i)));
                }
            }
            for (int i = 0; i < links; i++) {
                sql.append(link(prefix + i));
            }
            database.execute(sql + "SELECT setval('tag_id_seq', 200000)");
        }

        private String link(String name) {
            boolean tag = random.nextBoolean();
            String thing = tag ? "" + tag() : doc();
            int first = tag();
            int second = tag();
            String names = first == second
                    ? "{\"%d\": 1}".formatted(first)
                    : "{ \"%d\": 1.50, \"%d\": {\"x\": null} }".formatted(first, second);
            return """
                    INSERT INTO link SELECT '%s', %s, %s, '{%d,NULL,%d}', '{%s,"%s"}', '%d; %d', 'a/000%d.webp', 'ä doc:%s! doc:x y',
                      '{"a": [{"tag": %d}, {"b": {"tag": "%d"}}], "docs": ["%s", null], "n": 1.50}', '%s', '%s', '%s', k.id, '%s'
                    FROM kind k WHERE k.name = '%s';
                    """.formatted(
                            name,
                            random.nextInt(4) == 0 ? "NULL" : tag(),
                            random.nextInt(4) == 0 ? "NULL" : "'" + doc() + "'",
                            tag(),
                            tag(),
                            doc(),
                            doc(),
                            tag(),
                            tag(),
                            tag(),
                            doc(),
                            tag(),
                            tag(),
                            doc(),
                            names,
                            tag ? "t" : "d",
                            thing,
                            thing,
                            tag ? "tag" : "doc");
        }

        private int tag() {
            return tags.get(random.nextInt(tags.size()));
        }

        private String doc() {
            return docs.get(random.nextInt(docs.size())).toString();
        }
    }
}
