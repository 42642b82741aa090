package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.edms.backup.engine.restore.DrawnRow.Kind;
import org.edms.backup.engine.restore.DrawnRow.Pointer;
import org.edms.backup.model.restore.Reference;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.TableAccount;

/** The expected target and the expected report after the restore of a random package. */
final class RandomLegacyExpectation {

    private static final Map<String, String> JOINS = Map.of(
            "users.groups", "users_groups",
            "users.user_permissions", "users_user_permissions",
            "auth_group.permissions", "auth_group_permissions");
    private static final Set<String> CALLED_BY_ONE_COLUMN = Set.of(
            "auth_group",
            "users",
            "roles",
            "document_types",
            "document_sources",
            "workflow_document_states",
            "documents",
            "document_comments",
            "document_access_logs",
            "document_transitions",
            "audit_trail");

    private final LegacyRows before;
    private final Map<String, Map<String, String>> restored = new TreeMap<>();
    private final Map<String, Set<String>> lost = new TreeMap<>();
    private final Map<String, Long> packaged = new TreeMap<>();
    private final Set<String> stubs = new TreeSet<>();

    RandomLegacyExpectation(RandomLegacyPackage drawn, LegacyRows before) {
        this.before = before;
        for (DrawnRow row : drawn.rows()) {
            String described = row.kind() == Kind.TRAIL ? trail(row, drawn.rows()) : row.expected();
            put(row.kind().table(), row.name(), described, row.isLost());
            row.lists()
                    .forEach((field, members) -> members.forEach(
                            member -> join(row, JOINS.get(row.kind().table() + "." + field), member)));
            row.pointers().values().forEach(pointer -> expectStub(pointer.target()));
        }
    }

    private void join(DrawnRow row, String table, Pointer member) {
        String name = row.name() + "," + member.target().name();
        put(table, name, name, row.isLost() || member.target().isLost());
    }

    private void put(String table, String name, String described, boolean isLost) {
        packaged.merge(table, 1L, Long::sum);
        if (isLost) {
            lost.computeIfAbsent(table, any -> new TreeSet<>()).add(name);
        } else {
            restored.computeIfAbsent(table, any -> new TreeMap<>()).put(name, described);
        }
    }

    private void expectStub(DrawnRow target) {
        boolean isStub = target != null
                && target.kind() == Kind.USER
                && !target.isPresent()
                && !target.isLost()
                && !before.tables().get("users").containsKey(target.name());
        if (isStub) {
            stubs.add(target.name());
        }
    }

    /**
     * The meaning of the id beside a type depends on the type, and on whether the package has a row of that type with that id.
     */
    private static String trail(DrawnRow row, List<DrawnRow> all) {
        DrawnRow type = row.pointers().get("content_type").target();
        String number = row.object() == null ? "209" : row.object().number().toString();
        String named = null;
        for (DrawnRow each : all) {
            boolean isNamed = !type.isLost()
                    && each.kind().model().equals(type.name().replace(',', '.'))
                    && each.number() != null
                    && each.number().toString().equals(number);
            named = isNamed ? each.name() : named;
        }
        return row.expected() + "|" + (named == null ? "=" + number : named);
    }

    boolean isLossy() {
        return !lost.isEmpty();
    }

    /** Checks that the restore has changed exactly the generated rows, and that they have the expected content. */
    void check(LegacyRows after, long seed) {
        assertThat(after.others()).as("seed %d", seed).isEqualTo(before.others());
        after.tables().forEach((table, rows) -> {
            Map<String, String> drawn = restored.getOrDefault(table, Map.of());
            Set<String> names = new TreeSet<>(drawn.keySet());
            names.addAll(before.tables().get(table).keySet());
            names.addAll(table.equals("users") ? stubs : Set.of());
            assertThat(rows.keySet()).as("seed %d, %s", seed, table).isEqualTo(names);
            rows.forEach((name, row) -> {
                if (drawn.containsKey(name)) {
                    assertThat(described(table, row, drawn.get(name)))
                            .as("seed %d, %s", seed, table)
                            .isEqualTo(drawn.get(name));
                } else if (before.tables().get(table).containsKey(name)) {
                    assertThat(row)
                            .as("seed %d, %s", seed, table)
                            .isEqualTo(before.tables().get(table).get(name));
                }
            });
        });
    }

    /** For a generic reference, uses the name of the referenced row, or the raw id if it references no row. */
    private static String described(String table, LegacyRows.Row row, String expected) {
        if (!table.equals("audit_trail")) {
            return row.described();
        }
        int number = row.described().lastIndexOf('|');
        int name = row.described().lastIndexOf('|', number - 1);
        return row.described().substring(0, name + 1)
                + (expected.contains("|=")
                        ? "=" + row.described().substring(number + 1)
                        : row.described().substring(name + 1, number));
    }

    void check(RestoreReport report, long seed) {
        assertThat(report.addsUp()).as("seed %d", seed).isTrue();
        Map<String, Long> accounted = new HashMap<>();
        Map<String, Long> setAside = new HashMap<>();
        for (TableAccount table : report.tables()) {
            String name = table.table().substring("public.".length());
            accounted.put(name, table.account().inPackage());
            if (table.account().quarantined() > 0) {
                setAside.put(name, table.account().quarantined());
            }
        }
        accounted.values().removeIf(count -> count == 0);
        assertThat(accounted).as("seed %d", seed).isEqualTo(packaged);
        Map<String, Long> expected = new HashMap<>();
        lost.forEach((table, rows) -> expected.put(table, (long) rows.size()));
        assertThat(setAside).as("seed %d", seed).isEqualTo(expected);
        lost.forEach((table, rows) -> {
            Set<String> described = report.setAside().stream()
                    .filter(row -> row.table().equals("public." + table))
                    .map(RestoreReport.SetAside::row)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).as("seed %d, %s", seed, table).hasSize(rows.size());
            if (CALLED_BY_ONE_COLUMN.contains(table)) {
                assertThat(described).as("seed %d, %s", seed, table).isEqualTo(rows);
            }
        });
        Set<String> made = new TreeSet<>();
        report.references().stream().filter(Reference::stub).forEach(reference -> made.add(reference.target()));
        assertThat(made).as("seed %d", seed).isEqualTo(stubs);
    }
}
