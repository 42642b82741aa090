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

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final String UUID = "uuid";

    private final EdmsModel model;
    private final Map<Table.Name, Table> tables = new LinkedHashMap<>();
    private final Map<Table.Name, NaturalKey> ordered = new LinkedHashMap<>();
    private final Set<Table.Name> underWay = new LinkedHashSet<>();

    private NaturalKeys(EdmsModel model, List<Table> tables) {
        this.model = model;
        tables.forEach(table -> this.tables.put(table.tableName(), table));
        DeclaredForeignKeys declared = new DeclaredForeignKeys(model, Map.copyOf(this.tables));
        this.tables.replaceAll((name, table) -> declared.addTo(table));
    }

    /**
     * Returns the keys of all tables. Each table follows those that its key depends on. Tables matched by content come last where
     * possible.
     *
     * @throws BackupException naming the tables whose keys are ambiguous or depend on each other
     */
    public static List<NaturalKey> of(EdmsModel model, List<Table> tables) {
        NaturalKeys identities = new NaturalKeys(model, tables);
        List<Table> all = List.copyOf(identities.tables.values());
        all.stream().filter(table -> !identities.identityOf(table).byContent()).forEach(identities::visit);
        all.forEach(identities::visit);
        return List.copyOf(identities.ordered.values());
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
                throw new BackupException(
                        ErrorCode.KEY_AMBIGUOUS,
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
        return model.table(table.schema(), table.name()).orElse(TableModel.SILENT).references().stream()
                .filter(reference ->
                        reference.type() != null && identityOf(table).key().contains(reference.column()));
    }

    private boolean namesInKey(Table table) {
        return hasGenericReferenceInKey(table)
                || typedReferencesInKey(table).findAny().isPresent();
    }

    private boolean hasGenericReferenceInKey(Table table) {
        return model.genericTypes() != null
                && model.table(table.schema(), table.name()).orElse(TableModel.SILENT).genericReferences().stream()
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
        TableModel meaning = model.table(table.schema(), table.name()).orElse(TableModel.SILENT);
        if (!meaning.key().isEmpty()) {
            return byModel(table, meaning);
        }
        if (meaning.byContent()) {
            return byContent(table, "declared in the model");
        }
        List<Table.Key> candidates = candidates(table);
        if (candidates.size() == 1) {
            return byKey(
                    table,
                    candidates.get(0).columns(),
                    true,
                    "unique: " + candidates.get(0).name());
        }
        if (candidates.size() > 1) {
            throw new BackupException(
                    ErrorCode.KEY_AMBIGUOUS,
                    "%s could be matched by %s; declare its key in the model"
                            .formatted(
                                    table.qualifiedName(),
                                    candidates.stream()
                                            .map(key -> "(" + String.join(", ", key.columns()) + ")")
                                            .collect(Collectors.joining(" or by "))));
        }
        if (table.primaryKey() != null && !isNumbered(table, table.primaryKey())) {
            return byKey(
                    table,
                    table.primaryKey().columns(),
                    true,
                    "primary key: " + table.primaryKey().name());
        }
        String uuid = uuidOf(table);
        return uuid == null
                ? byContent(table, "its only key is a generated number")
                : byKey(table, List.of(uuid), true, "a UUID column that is the same in every system");
    }

    private NaturalKey byModel(Table table, TableModel meaning) {
        for (String column : meaning.key()) {
            if (table.column(column).isEmpty()) {
                throw new BackupException(
                        ErrorCode.MODEL_INVALID,
                        "the key of %s includes the column %s, which the table does not have"
                                .formatted(table.qualifiedName(), column));
            }
        }
        boolean guarded = keysOf(table).stream().anyMatch(key -> meaning.key().containsAll(key.columns()));
        return byKey(
                table,
                meaning.key(),
                guarded,
                guarded ? "declared in the model" : "declared in the model, not enforced by a constraint");
    }

    private NaturalKey byKey(Table table, List<String> key, boolean guarded, String why) {
        return new NaturalKey(table, NaturalKey.How.KEY, key, uuidOf(table), surrogates(table, key), guarded, why);
    }

    private NaturalKey byContent(Table table, String why) {
        Set<String> surrogates = surrogates(table, List.of());
        List<String> content = table.storedColumns().stream()
                .map(Table.Column::name)
                .filter(column -> !surrogates.contains(column))
                .toList();
        return new NaturalKey(table, NaturalKey.How.CONTENT, content, uuidOf(table), surrogates, false, why);
    }

    /** Returns the unique keys that contain more than generated numbers. A key that may contain NULL matches fewer rows. */
    private List<Table.Key> candidates(Table table) {
        List<Table.Key> meaningful = table.uniqueKeys().stream()
                .filter(key -> !isNumbered(table, key) && !key.columns().equals(columns(uuidOf(table))))
                .filter(key -> table.primaryKey() == null
                        || !isNumbered(table, table.primaryKey())
                        || !key.columns().containsAll(table.primaryKey().columns()))
                .toList();
        List<Table.Key> complete = meaningful.stream()
                .filter(key -> key.columns().stream()
                        .allMatch(column -> table.column(column).orElseThrow().notNull()))
                .toList();
        List<Table.Key> best = complete.isEmpty() ? meaningful : complete;
        Set<Set<String>> seen = new HashSet<>();
        return best.stream().filter(key -> seen.add(Set.copyOf(key.columns()))).toList();
    }

    private static List<String> columns(String column) {
        return column == null ? List.of() : List.of(column);
    }

    private static List<Table.Key> keysOf(Table table) {
        List<Table.Key> all = new ArrayList<>(table.uniqueKeys());
        if (table.primaryKey() != null) {
            all.add(table.primaryKey());
        }
        return all;
    }

    /** Returns the primary key columns that the system fills, except those in the natural key. */
    private Set<String> surrogates(Table table, List<String> key) {
        if (table.primaryKey() == null) {
            return Set.of();
        }
        return table.primaryKey().columns().stream()
                .filter(column -> !key.contains(column) && isNumber(table, column))
                .filter(column -> isFilled(table.column(column).orElseThrow())
                        || table.primaryKey().columns().size() == 1)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the key is a generated value, alone or together with partition columns. */
    private static boolean isNumbered(Table table, Table.Key key) {
        return key.columns().stream().anyMatch(column -> {
            Table.Column found = table.column(column).orElseThrow();
            return isNumber(table, column)
                    && (isFilled(found)
                            || (found.type().equals(UUID) && key.columns().size() == 1));
        });
    }

    private static boolean isNumber(Table table, String column) {
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
    private static String uuidOf(Table table) {
        List<String> found = keysOf(table).stream()
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
