package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.TestDatabase;

/** The links between the rows of a system, told in SQL by the names of the things at both ends. */
final class Links {

    private final Map<String, String> queries = new LinkedHashMap<>();

    /**
     * Adds links.
     *
     * @param from the rows with the links, as in a FROM clause
     * @param ends an expression with the name of a thing, {@code %s} for its id, and the id of it, in turn
     */
    Links add(String from, String... ends) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < ends.length; i += 2) {
            String id = ends[i + 1].equals("id") ? from.split("[ ,]", 2)[0] + ".id" : ends[i + 1];
            names.add("coalesce(" + ends[i].formatted(id) + ", '-')");
        }
        queries.put(from + " " + queries.size(), "SELECT " + String.join(" || ' > ' || ", names) + " FROM " + from);
        return this;
    }

    /** Returns the sorted links by query. */
    Map<String, List<String>> in(TestDatabase database) throws Exception {
        Map<String, List<String>> links = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            // Compiling a query of many names takes longer than running it.
            new Sql(connection).execute("SET jit = off");
            for (Map.Entry<String, String> query : queries.entrySet()) {
                links.put(
                        query.getKey(),
                        new Sql(connection)
                                .list(query.getValue(), row -> row.getString(1)).stream()
                                        .sorted()
                                        .toList());
            }
        }
        return links;
    }

    /** Asserts that a second merge succeeds, and inserts and updates no row. */
    static void assertNothingWritten(RestoreReport again) {
        assertThat(again.failure()).isNull();
        assertThat(again.tables())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(
                                table.account().inserted() + table.account().updated())
                        .as(table.table())
                        .isZero());
    }

    /** Asserts that the merged links are those of both instances, each once, and that the source has some of each kind. */
    static void assertMerged(
            Map<String, List<String>> merged, Map<String, List<String>> source, Map<String, List<String>> target) {
        assertThat(source).noneSatisfy((link, rows) -> assertThat(rows).isEmpty());
        merged.forEach((link, rows) -> {
            TreeSet<String> both = new TreeSet<>(source.get(link));
            both.addAll(target.get(link));
            assertThat(rows).as(link).containsExactlyElementsOf(both);
        });
    }
}
