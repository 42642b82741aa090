package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Determines the natural key of each table, from the model or, if it declares none, from the constraints. A key may contain
 * foreign keys, which stand for the keys of the referenced rows. Therefore tables are ordered so that each follows the tables in
 * its key.
 */
public final class NaturalKeys {

    private final EdmsModel model;
    private final Map<Table.Name, Table> tables = new LinkedHashMap<>();
    private final Map<Table.Name, NaturalKey> declared = new LinkedHashMap<>();
    private final List<Ambiguity> ambiguities = new ArrayList<>();
    private final List<String> cycles = new ArrayList<>();
    private final Map<Table.Name, NaturalKey> ordered = new LinkedHashMap<>();
    private final Set<Table.Name> underWay = new LinkedHashSet<>();

    /**
     * A table with several keys, of which the model must choose one.
     *
     * @param candidates the columns of each
     */
    public record Ambiguity(Table table, List<List<String>> candidates) {

        public Ambiguity {
            candidates = List.copyOf(candidates);
        }

        /** Returns the lines for the model, each of which would choose a key. */
        public List<String> lines() {
            return candidates.stream()
                    .map(key -> "%s: { key: [%s] }".formatted(table.name(), String.join(", ", key)))
                    .toList();
        }

        @Override
        public String toString() {
            return "%s could be matched by %s: write %s below \"tables:\" in the model"
                    .formatted(
                            table.qualifiedName(),
                            candidates.stream()
                                    .map(key -> "(" + String.join(", ", key) + ")")
                                    .collect(Collectors.joining(" or by ")),
                            lines().stream().map(line -> '"' + line + '"').collect(Collectors.joining(" or ")));
        }
    }

    private NaturalKeys(EdmsModel model, List<Table> tables) {
        this.model = model;
        tables.forEach(table -> this.tables.put(table.tableName(), table));
        DeclaredForeignKeys references = new DeclaredForeignKeys(model, Map.copyOf(this.tables));
        this.tables.replaceAll((name, table) -> references.addTo(table));
        this.tables.forEach((name, table) -> declared.put(name, determine(table)));
    }

    /**
     * Returns the keys of all tables. Each table follows those that its key depends on. Tables matched by content come last where
     * possible.
     *
     * @throws BackupException naming the tables whose keys are ambiguous or depend on each other
     */
    public static List<NaturalKey> of(EdmsModel model, List<Table> tables) {
        return of(model, tables, Set.of());
    }

    /**
     * Returns the keys of all tables.
     *
     * @param unmatched tables whose rows need not be matched, so that any key will do
     * @throws BackupException naming the tables whose keys are ambiguous or depend on each other
     */
    public static List<NaturalKey> of(EdmsModel model, List<Table> tables, Set<Table.Name> unmatched) {
        NaturalKeys identities = new NaturalKeys(model, tables);
        List<Table> all = List.copyOf(identities.tables.values());
        all.stream().filter(table -> !identities.identityOf(table).byContent()).forEach(identities::visit);
        all.forEach(identities::visit);
        List<String> refused = Stream.concat(
                        identities.ambiguities.stream()
                                .filter(each -> !unmatched.contains(each.table().tableName()))
                                .map(Ambiguity::toString),
                        identities.cycles.stream())
                .toList();
        if (!refused.isEmpty()) {
            throw new BackupException(ErrorCode.KEY_AMBIGUOUS, String.join("; ", refused));
        }
        return List.copyOf(identities.ordered.values());
    }

    /** Returns the key of each table as the model or its own constraints define it, in the order of the tables. */
    public static List<NaturalKey> unordered(EdmsModel model, List<Table> tables) {
        return List.copyOf(new NaturalKeys(model, tables).declared.values());
    }

    /** Returns the tables with several possible keys. */
    public static List<Ambiguity> ambiguities(EdmsModel model, List<Table> tables) {
        return List.copyOf(new NaturalKeys(model, tables).ambiguities);
    }

    private void visit(Table table) {
        Table.Name name = table.tableName();
        if (ordered.containsKey(name)) {
            return;
        }
        underWay.add(name);
        NaturalKey identity = identityOf(table);
        Set<String> key = new LinkedHashSet<>(identity.key());
        for (Table named : namedInKey(table)) {
            if (!leadsToOneUnderWay(named, new HashSet<>())) {
                visit(named);
            }
        }
        for (Table.ForeignKey foreignKey : table.foreignKeys()) {
            boolean inKey = identity.key().stream().anyMatch(foreignKey.columns()::contains);
            Table parent = tables.get(foreignKey.target());
            if (!inKey || parent == null || (foreignKey.target().equals(name) && !identity.byContent())) {
                continue;
            }
            if (!underWay.contains(foreignKey.target())) {
                visit(parent);
            } else if (identity.byContent()) {
                foreignKey.columns().forEach(key::remove);
            } else {
                cycles.add(
                        "the natural keys of %s depend on each other; declare a different key for one of them in the model"
                                .formatted(underWay.stream()
                                        .map(each -> each.schema() + "." + each.table())
                                        .collect(Collectors.joining(", "))));
            }
        }
        underWay.remove(name);
        ordered.put(
                name,
                new NaturalKey(
                        table,
                        identity.how(),
                        List.copyOf(key),
                        identity.nullsEqual(),
                        identity.uuid(),
                        identity.surrogates(),
                        identity.guarded(),
                        identity.why()));
    }

    /**
     * Returns the tables that the key references by type and number. Tables whose keys do so too are excluded, and are processed
     * in their own turn.
     */
    private List<Table> namedInKey(Table table) {
        Stream<String> generic =
                hasGenericReferenceInKey(table) ? model.genericTypes().tables().values().stream() : Stream.empty();
        Stream<String> declared =
                typedReferencesInKey(table).flatMap(reference -> reference.targets(model.genericTypes()).stream());
        return Stream.concat(generic, declared)
                .distinct()
                .sorted()
                .map(name -> tables.get(new Table.Name(model.schema(), name)))
                .filter(Objects::nonNull)
                .filter(named -> !namesInKey(named))
                .toList();
    }

    private Stream<DeclaredReference> typedReferencesInKey(Table table) {
        return model.meaning(table).references().declared().stream()
                .filter(reference ->
                        reference.table().isEmpty() && identityOf(table).key().contains(reference.column()));
    }

    private boolean namesInKey(Table table) {
        return hasGenericReferenceInKey(table)
                || typedReferencesInKey(table).findAny().isPresent();
    }

    private boolean hasGenericReferenceInKey(Table table) {
        return model.genericTypes() != null
                && model.meaning(table).references().generic().stream()
                        .anyMatch(reference -> identityOf(table).key().contains(reference.id()));
    }

    /**
     * A table that leads to one in progress must wait, because generic references in its key are resolved only when rows are
     * available.
     */
    private boolean leadsToOneUnderWay(Table table, Set<Table.Name> passed) {
        if (underWay.contains(table.tableName())) {
            return true;
        }
        if (ordered.containsKey(table.tableName()) || !passed.add(table.tableName())) {
            return false;
        }
        List<String> key = identityOf(table).key();
        return table.foreignKeys().stream()
                .filter(foreignKey -> key.stream().anyMatch(foreignKey.columns()::contains))
                .map(foreignKey -> tables.get(foreignKey.target()))
                .filter(Objects::nonNull)
                .anyMatch(parent -> leadsToOneUnderWay(parent, passed));
    }

    private NaturalKey identityOf(Table table) {
        return declared.get(table.tableName());
    }

    private NaturalKey determine(Table table) {
        TableModel meaning = model.meaning(table);
        TableKeys keys = new TableKeys(table, meaning.computed());
        if (!meaning.key().columns().isEmpty()) {
            return byModel(table, meaning, keys);
        }
        if (meaning.key().content()) {
            return keys.byContent("declared in the model");
        }
        if (meaning.key().single()) {
            return keys.single("declared in the model: its only row");
        }
        List<TableKeys.Candidate> candidates = keys.candidates();
        if (candidates.size() > 1) {
            ambiguities.add(new Ambiguity(
                    table, candidates.stream().map(TableKeys.Candidate::columns).toList()));
            return keys.byContent("several keys are possible, but no row has to be matched");
        }
        if (candidates.size() == 1) {
            return keys.byCandidate(candidates.get(0));
        }
        if (keys.hasMeaningfulPrimaryKey()) {
            return keys.byKey(
                    table.primaryKey().columns(),
                    false,
                    true,
                    "primary key: " + table.primaryKey().name());
        }
        return keys.uuid() == null
                ? keys.byContent("its only key is a generated number")
                : keys.byKey(List.of(keys.uuid()), false, true, "a UUID column that is the same in every system");
    }

    private static NaturalKey byModel(Table table, TableModel meaning, TableKeys keys) {
        for (String column : meaning.key().columns()) {
            if (table.column(column).isEmpty()) {
                throw new BackupException(
                        ErrorCode.MODEL_INVALID,
                        "the key of %s includes the column %s, which the table does not have"
                                .formatted(table.qualifiedName(), column));
            }
        }
        boolean guarded = keys.isGuarded(meaning.key().columns(), meaning.key().nullsEqual());
        return keys.byKey(
                meaning.key().columns(),
                meaning.key().nullsEqual(),
                guarded,
                guarded ? "declared in the model" : "declared in the model, not enforced by a constraint");
    }
}
