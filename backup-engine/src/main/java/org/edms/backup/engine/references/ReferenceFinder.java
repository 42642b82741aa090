package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.Place;

/**
 * Finds columns that behave like references although no foreign key says so. It samples the rows of each table, finds the places
 * at which ids can be, compares their values with all keys, and decides. For those that are references, it then counts in all
 * rows.
 *
 * <p>Everything is read in the transaction of one connection, which must have auto-commit off. Memory is bounded by the samples.
 */
public final class ReferenceFinder {

    private static final int LEAST_LENGTH_OF_A_RANDOM_TEXT = 8;
    private static final double MOSTLY = 0.8;

    private final Connection connection;
    private final Map<Table.Name, Table> tables;
    private final EdmsModel model;
    private final RowSource rows;
    private final SearchScope scope;

    /**
     * @param tables the tables of one database, or of one package
     * @param rows where their rows are
     */
    public ReferenceFinder(
            Connection connection, List<Table> tables, EdmsModel model, RowSource rows, SearchScope scope) {
        this.connection = connection;
        this.tables = tables.stream()
                .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                .filter(table -> !model.leavesOut(table.tableName()))
                .collect(Collectors.toMap(Table::tableName, table -> table, (one, other) -> one, LinkedHashMap::new));
        this.model = model;
        this.rows = rows;
        this.scope = scope;
    }

    /** Finds all references in the tables themselves. */
    public ReferenceFinder(Connection connection, List<Table> tables, EdmsModel model) {
        this(connection, tables, model, Table::quotedName, SearchScope.ALL);
    }

    /** Returns the references of all tables, by table and column. */
    public List<FoundReference> find() throws SQLException {
        List<IdOccurrences> places = new ArrayList<>();
        List<CandidateKey> keys = new ArrayList<>();
        for (Table table : tables.values()) {
            TableSample sample = TableSample.read(connection, table, rows);
            keys.addAll(keys(sample));
            if (scope.tables().test(table)) {
                places.addAll(places(sample));
            }
        }
        List<FoundReference> found = new ArrayList<>();
        for (Verdict.Suspect suspect : suspects(places, keys)) {
            confirm(suspect).ifPresent(found::add);
        }
        found.sort(Comparator.comparing(each -> each.schema() + "." + each.place()));
        return mostSpecific(found);
    }

    private List<IdOccurrences> places(TableSample sample) {
        ModelState state = new ModelState(model);
        List<IdOccurrences> places = new ArrayList<>();
        for (Table.Column column : sample.table().storedColumns()) {
            if (mayReference(sample.table(), column)) {
                places.addAll(PlaceScanner.scan(sample, column));
            }
        }
        if (scope.openOnly()) {
            places.removeIf(place -> state.of(place) != FoundReference.State.OPEN);
        }
        return places;
    }

    /** A place without a value in any key that counts is ruled out before it is compared with the other keys. */
    private List<Verdict.Suspect> suspects(List<IdOccurrences> places, List<CandidateKey> keys) throws SQLException {
        Map<Boolean, List<CandidateKey>> counting = keys.stream().collect(Collectors.partitioningBy(this::counts));
        KeyLookup lookup = new KeyLookup(connection);
        lookup.find(counting.get(true), places);
        List<IdOccurrences> possible = places.stream()
                .filter(place -> counting.get(true).stream()
                        .anyMatch(key -> !isItself(place, key)
                                && !lookup.found(place, key).isEmpty()))
                .toList();
        lookup.find(counting.get(false), possible);
        TypedIds types = new TypedIds(connection, tables, rows);
        List<Verdict.Suspect> suspects = new ArrayList<>();
        for (IdOccurrences place : possible) {
            Map<CandidateKey, Set<String>> matches = new LinkedHashMap<>();
            for (CandidateKey key : keys) {
                if (!isItself(place, key)) {
                    matches.put(key, lookup.found(place, key));
                }
            }
            Verdict.of(place, matches, types)
                    .filter(suspect -> targets(suspect).stream().anyMatch(this::counts))
                    .ifPresent(suspects::add);
        }
        return suspects;
    }

    private boolean counts(CandidateKey key) {
        return scope.keys().test(key.table().tableName(), key.column());
    }

    private static Collection<CandidateKey> targets(Verdict.Suspect suspect) {
        return suspect.typed() == null ? suspect.keys() : suspect.typed().keys().values();
    }

    private static boolean isItself(IdOccurrences place, CandidateKey key) {
        return place.table().equals(key.table().tableName())
                && place.place().column().equals(key.column());
    }

    /** A generated number and a column with a foreign key are no undeclared references. */
    private static boolean mayReference(Table table, Table.Column column) {
        boolean declared =
                table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column.name()));
        return !declared && !column.numbered() && ColumnKind.of(column) != ColumnKind.OTHER;
    }

    private List<CandidateKey> keys(TableSample sample) {
        List<CandidateKey> keys = new ArrayList<>();
        Table table = sample.table();
        for (String column : keyColumns(table)) {
            Optional<IdKind> kind = kind(sample, column);
            if (kind.isPresent()) {
                CandidateKey key = CandidateKey.of(sample, column, kind.get(), rows.relation(table));
                if (key.rows() > 0) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static List<String> keyColumns(Table table) {
        Stream<String> primary = table.primaryKey() == null
                ? Stream.of()
                : table.primaryKey().columns().stream()
                        .filter(column -> table.primaryKey().columns().size() == 1
                                || table.column(column).orElseThrow().numbered());
        Stream<String> unique = table.uniqueKeys().stream()
                .filter(key -> key.columns().size() == 1)
                .map(key -> key.columns().get(0));
        return Stream.concat(primary, unique).distinct().toList();
    }

    /** The kind of the ids in a key; empty if they mean something in every system, such as a name. */
    private static Optional<IdKind> kind(TableSample sample, String column) {
        Table table = sample.table();
        return switch (ColumnKind.of(table.column(column).orElseThrow())) {
            case INTEGER -> isIn(table.primaryKey(), column) ? Optional.of(IdKind.INTEGER) : Optional.empty();
            case UUID -> Optional.of(IdKind.UUID);
            case TEXT ->
                isIn(table.primaryKey(), column) && isRandom(sample, column)
                        ? Optional.of(IdKind.TEXT)
                        : Optional.empty();
            case JSON, ARRAY, OTHER -> Optional.empty();
        };
    }

    private static boolean isIn(Table.Key key, String column) {
        return key != null && key.columns().contains(column);
    }

    private static boolean isRandom(TableSample sample, String column) {
        long random = sample.rows().stream()
                .map(row -> sample.value(row, column))
                .filter(value -> value != null
                        && value.length() >= LEAST_LENGTH_OF_A_RANDOM_TEXT
                        && value.indexOf(' ') < 0
                        && value.chars().anyMatch(Character::isDigit))
                .count();
        return random > 0 && random >= MOSTLY * sample.rows().size();
    }

    /** Reads all rows of a suspected place, unless the sample already contains them or the model knows the place. */
    private Optional<FoundReference> confirm(Verdict.Suspect suspect) throws SQLException {
        IdOccurrences place = suspect.place();
        ModelState state = new ModelState(model);
        long values = suspect.typed() == null
                ? place.values().size()
                : suspect.typed().values();
        long hits = suspect.typed() == null
                ? suspect.found().size()
                : suspect.typed().found();
        boolean complete = place.sample().isComplete();
        if (!complete && state.of(place) == FoundReference.State.OPEN) {
            Optional<FullInclusion.Counts> counts = new FullInclusion(connection, rows).count(suspect);
            if (counts.isPresent() && counts.get().values() > 0) {
                complete = true;
                values = counts.get().values();
                hits = counts.get().found();
            }
        }
        if (hits == 0 || hits < suspect.leastShare() * values) {
            return Optional.empty();
        }
        double chance = Math.min(1, suspect.match().chance());
        return Optional.of(
                state.judge(suspect, new FoundReference.Evidence(values, hits, chance, suspect.reason(), complete)));
    }

    /** A text that contains an id matches several templates: the most specific one is listed. */
    private static List<FoundReference> mostSpecific(List<FoundReference> found) {
        Map<String, FoundReference> best = new LinkedHashMap<>();
        for (FoundReference each : found) {
            String key = each.place().place() instanceof Place.Template
                    ? each.qualifiedColumn() + each.targets()
                    : each.schema() + "." + each.place();
            best.merge(key, each, ReferenceFinder::moreSpecific);
        }
        return List.copyOf(best.values());
    }

    private static FoundReference moreSpecific(FoundReference one, FoundReference other) {
        if (one.evidence().values() != other.evidence().values()) {
            return one.evidence().values() > other.evidence().values() ? one : other;
        }
        return one.place().toString().length() >= other.place().toString().length() ? one : other;
    }
}
