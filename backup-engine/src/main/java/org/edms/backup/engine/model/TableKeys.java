package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;

/** What the constraints of a table say about its natural key. */
final class TableKeys {

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final String UUID = "uuid";

    private final Table table;
    private final List<String> computed;
    private final String uuid;

    TableKeys(Table table) {
        this(table, List.of());
    }

    /** @param computed columns that depend on other rows than their own, so that they identify none */
    TableKeys(Table table, List<String> computed) {
        this.table = table;
        this.computed = computed;
        this.uuid = findUuid();
    }

    /**
     * A possible natural key.
     *
     * @param name the constraint or index
     * @param nullsEqual whether NULL is a value like any other
     * @param guarded whether constraints make it unique
     */
    record Candidate(String name, List<String> columns, boolean nullsEqual, boolean guarded) {}

    /** Returns the column whose value is the same in every system; null if there is none. */
    String uuid() {
        return uuid;
    }

    NaturalKey byKey(List<String> key, boolean nullsEqual, boolean guarded, String why) {
        return new NaturalKey(table, NaturalKey.How.KEY, key, nullsEqual, uuid, surrogates(key), guarded, why);
    }

    NaturalKey byCandidate(Candidate key) {
        return byKey(key.columns(), key.nullsEqual(), key.guarded(), "unique: " + key.name());
    }

    NaturalKey byContent(String why) {
        Set<String> surrogates = surrogates(List.of());
        List<String> content = table.storedColumns().stream()
                .map(Table.Column::name)
                .filter(column -> !surrogates.contains(column) && !computed.contains(column))
                .toList();
        return new NaturalKey(table, NaturalKey.How.CONTENT, content, false, uuid, surrogates, false, why);
    }

    NaturalKey single(String why) {
        return new NaturalKey(table, NaturalKey.How.SINGLE, List.of(), false, uuid, surrogates(List.of()), false, why);
    }

    boolean hasMeaningfulPrimaryKey() {
        return table.primaryKey() != null && !isNumbered(table.primaryKey());
    }

    /**
     * Returns the unique keys that contain more than generated numbers. A key that may contain NULL matches fewer rows, unless
     * another index makes the rows with NULL unique; an index of only these rows comes last.
     */
    List<Candidate> candidates() {
        List<Table.Key> meaningful =
                table.uniqueKeys().stream().filter(this::isMeaningful).toList();
        List<Candidate> complete = meaningful.stream()
                .filter(key -> nullable(key.columns()).isEmpty())
                .map(key -> new Candidate(key.name(), key.columns(), false, true))
                .toList();
        if (!complete.isEmpty()) {
            return distinct(complete);
        }
        List<Candidate> withNulls = meaningful.stream().map(this::withNulls).toList();
        return distinct(
                withNulls.isEmpty()
                        ? table.partialKeys().stream()
                                .filter(key -> isMeaningful(new Table.Key(key.name(), key.columns())))
                                .map(key -> new Candidate(key.name(), key.all(), true, isGuarded(key.all(), true)))
                                .toList()
                        : withNulls);
    }

    private Candidate withNulls(Table.Key key) {
        Optional<Table.PartialKey> ofNulls = table.partialKeys().stream()
                .filter(partial -> Set.copyOf(partial.all()).equals(Set.copyOf(key.columns())))
                .findFirst();
        return ofNulls.map(partial -> new Candidate(
                        key.name() + " and " + partial.name(), key.columns(), true, isGuarded(key.columns(), true)))
                .orElseGet(() -> new Candidate(key.name(), key.columns(), false, true));
    }

    private static List<Candidate> distinct(List<Candidate> candidates) {
        Set<Set<String>> seen = new HashSet<>();
        return candidates.stream()
                .filter(key -> seen.add(Set.copyOf(key.columns())))
                .toList();
    }

    private boolean isMeaningful(Table.Key key) {
        boolean isUuid = uuid != null && key.columns().equals(List.of(uuid));
        boolean containsNumber = table.primaryKey() != null
                && isNumbered(table.primaryKey())
                && key.columns().containsAll(table.primaryKey().columns());
        return !isNumbered(key)
                && !isUuid
                && !containsNumber
                && computed.stream().noneMatch(key.columns()::contains);
    }

    /** Returns whether constraints make a key unique. If NULL is a value, they must also apply to rows with NULL. */
    boolean isGuarded(List<String> key, boolean nullsEqual) {
        List<Table.Key> unique =
                keys().stream().filter(each -> key.containsAll(each.columns())).toList();
        if (!nullsEqual
                || unique.stream().anyMatch(each -> nullable(each.columns()).isEmpty())) {
            return !unique.isEmpty();
        }
        List<String> nullable = nullable(key);
        return nullable.size() == 1
                && !unique.isEmpty()
                && table.partialKeys().stream()
                        .anyMatch(partial -> partial.nulls().equals(nullable) && key.containsAll(partial.columns()));
    }

    private List<String> nullable(List<String> columns) {
        return columns.stream()
                .filter(column -> !table.column(column).orElseThrow().notNull())
                .toList();
    }

    private List<Table.Key> keys() {
        List<Table.Key> all = new ArrayList<>(table.uniqueKeys());
        if (table.primaryKey() != null) {
            all.add(table.primaryKey());
        }
        return all;
    }

    /** Returns the primary key columns that the system fills, except those in the natural key. */
    private Set<String> surrogates(List<String> key) {
        if (table.primaryKey() == null) {
            return Set.of();
        }
        return table.primaryKey().columns().stream()
                .filter(column -> !key.contains(column) && isNumber(column))
                .filter(column -> isFilled(table.column(column).orElseThrow())
                        || table.primaryKey().columns().size() == 1)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the key is a generated value, alone or together with partition columns. */
    private boolean isNumbered(Table.Key key) {
        return key.columns().stream().anyMatch(column -> {
            Table.Column found = table.column(column).orElseThrow();
            return isNumber(column)
                    && (isFilled(found)
                            || (found.type().equals(UUID) && key.columns().size() == 1));
        });
    }

    private boolean isNumber(String column) {
        String type = table.column(column).orElseThrow().type();
        boolean pointer =
                table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column));
        return !pointer && (INTEGERS.contains(type) || type.equals(UUID));
    }

    private static boolean isFilled(Table.Column column) {
        return column.numbered()
                || (column.defaultValue() != null && column.type().equals(UUID));
    }

    /**
     * Returns the UUID column that is unique by itself and is not a foreign key. If there are several, the primary key is
     * excluded.
     */
    private String findUuid() {
        List<String> found = keys().stream()
                .filter(key -> key.columns().size() == 1)
                .map(key -> key.columns().get(0))
                .filter(column -> table.column(column).orElseThrow().type().equals(UUID))
                .filter(column -> table.foreignKeys().stream()
                        .noneMatch(key -> key.columns().contains(column)))
                .distinct()
                .toList();
        return found.stream()
                .filter(column -> found.size() == 1 || !isIn(table.primaryKey(), column))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean isIn(Table.Key key, String column) {
        return key != null && key.columns().contains(column);
    }
}
