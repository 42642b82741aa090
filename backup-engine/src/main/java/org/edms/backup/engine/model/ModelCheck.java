package org.edms.backup.engine.model;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Compares the declarations of a model with the tables of a database. Missing tables are not compared. */
final class ModelCheck {

    /** Checks whether the values of some columns are unique in a table. */
    @FunctionalInterface
    interface Uniqueness {
        boolean isUnique(Table table, List<String> columns, boolean nullsEqual) throws SQLException;
    }

    private static final Pattern JSON = Pattern.compile("jsonb?");
    private static final Pattern INCOMPARABLE = Pattern.compile("(json|xml|point|polygon)(\\[])*");

    private final EdmsModel model;
    private final Map<String, Table> tables = new TreeMap<>();
    private final ModelLines lines;

    ModelCheck(EdmsModel model, List<Table> all) {
        this.model = model;
        all.stream()
                .filter(table -> table.schema().equals(model.schema()))
                .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                .forEach(table -> tables.put(table.name(), table));
        this.lines = ModelLines.of(model);
    }

    /** Returns whether the model describes at least one of the tables. */
    boolean describesAny() {
        return model.tables().keySet().stream().anyMatch(tables::containsKey);
    }

    int described() {
        return (int)
                model.tables().keySet().stream().filter(tables::containsKey).count();
    }

    /** Returns whether the database is of the system that the model describes. */
    boolean isOfTheSystem() {
        return model.system() != null && otherSystem().isEmpty();
    }

    /** @throws BackupException with each table and column by which the database is not of the system of the model */
    void refuseOtherSystem() {
        List<String> wrong = otherSystem();
        if (!wrong.isEmpty()) {
            throw new BackupException(
                    ErrorCode.MODEL_INVALID,
                    "it is for %s, but %s".formatted(model.system().name(), String.join("; ", wrong)));
        }
    }

    private List<String> otherSystem() {
        return model.system() == null ? List.of() : model.system().misfits(model.schema(), tables);
    }

    /** @throws BackupException if none of the tables of the model exists */
    void refuseUnlessItDescribesAny() {
        if (!describesAny() && !model.tables().isEmpty()) {
            throw new BackupException(
                    ErrorCode.MODEL_INVALID,
                    "none of its tables exists: "
                            + model.tables().keySet().stream()
                                    .sorted()
                                    .map(table -> model.schema() + "." + table)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** @throws BackupException with each missing column and each key that contradicts a unique constraint */
    void refuseMisfits() {
        refuse(wrongColumns());
    }

    private List<String> wrongColumns() {
        List<String> wrong = new ArrayList<>(missingColumns());
        wrong.addAll(wrongTypes());
        wrong.addAll(wrongReferences());
        wrong.addAll(contradictedKeys());
        wrong.addAll(missingCaches());
        return wrong;
    }

    /** Returns everything that does not fit. */
    List<String> misfits() {
        List<String> all = new ArrayList<>(otherSystem());
        all.addAll(wrongColumns());
        all.addAll(missingDefaults());
        return all;
    }

    /**
     * Checks only the columns that a merge uses to match rows and to remap references. Other columns that the target lacks cannot
     * be written anyway.
     */
    void refuseWrongReferences() {
        List<String> wrong = new ArrayList<>();
        tables.forEach((name, table) -> model.table(table.schema(), name).ifPresent(meaning -> {
            check(table, "key", meaning.key().columns(), wrong);
            checkReferences(table, meaning, wrong);
        }));
        wrong.addAll(wrongTypes());
        wrong.addAll(wrongReferences());
        wrong.addAll(contradictedKeys());
        refuse(wrong);
    }

    private static void refuse(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new BackupException(ErrorCode.MODEL_INVALID, String.join("; ", wrong));
        }
    }

    /** Returns the first reason why the model does not fit these tables. Rows are only read if no other reason is found. */
    Optional<String> firstMisfit(Uniqueness rows) throws SQLException {
        Optional<String> misfit = Stream.of(
                        missingTables(),
                        missingColumns(),
                        wrongTypes(),
                        wrongReferences(),
                        missingDefaults(),
                        contradictedKeys())
                .flatMap(List::stream)
                .findFirst();
        return misfit.isPresent() ? misfit : firstDuplicatedKey(rows);
    }

    /** Returns the first reason that the catalog alone reveals. */
    Optional<String> firstMisfit() {
        return Stream.of(otherSystem(), missingColumns(), wrongTypes(), wrongReferences(), contradictedKeys())
                .flatMap(List::stream)
                .findFirst();
    }

    /** Returns missing tables that every system of the model has. */
    private List<String> missingTables() {
        return model.tables().entrySet().stream()
                .filter(table -> table.getValue().critical() && !tables.containsKey(table.getKey()))
                .map(table -> "table %s.%s does not exist".formatted(model.schema(), table.getKey()))
                .sorted()
                .toList();
    }

    private List<String> missingColumns() {
        List<String> missing = new ArrayList<>();
        tables.forEach((name, table) -> model.table(table.schema(), name).ifPresent(meaning -> {
            check(table, "key", meaning.key().columns(), missing);
            check(table, "sensitive", List.copyOf(meaning.sensitive().keySet()), missing);
            for (TableModel.FileColumns file : meaning.files().byColumns()) {
                check(table, "files", file.columns(), missing);
            }
            check(table, "fileKeys", meaning.files().keys(), missing);
            for (TableModel.FilesById file : meaning.files().byId()) {
                check(table, "files", Optional.ofNullable(file.id()).stream().toList(), missing);
            }
            checkReferences(table, meaning, missing);
            check(table, "union", columns(meaning.unions()), missing);
            check(table, "counts", List.copyOf(meaning.counts().keySet()), missing);
            check(
                    table,
                    "changedAt",
                    Optional.ofNullable(meaning.changedAt()).stream().toList(),
                    missing);
        }));
        EdmsModel.GenericTypes types = model.genericTypes();
        if (types != null && tables.containsKey(types.table())) {
            check(tables.get(types.table()), "label", types.label(), missing);
        }
        return missing;
    }

    /** Returns missing columns for which the model has a default. An older version of the same system may lack them. */
    private List<String> missingDefaults() {
        List<String> missing = new ArrayList<>();
        tables.forEach((name, table) -> model.table(table.schema(), name).ifPresent(meaning -> {
            check(table, "onNull", List.copyOf(meaning.onNull().keySet()), missing);
            check(
                    table,
                    "stub",
                    meaning.stub() == null
                            ? List.of()
                            : List.copyOf(meaning.stub().keySet()),
                    missing);
        }));
        return missing;
    }

    private void checkReferences(Table table, TableModel meaning, List<String> missing) {
        for (TableModel.GenericReference reference : meaning.references().generic()) {
            check(table, "genericReferences", List.of(reference.type(), reference.id()), missing);
        }
        for (DeclaredReference reference : meaning.references().declared()) {
            check(table, "references", columnsOf(reference), missing);
        }
        for (String column : meaning.references().dismissed()) {
            check(table, "references", List.of(column), missing);
        }
        if (meaning.tree() != null) {
            check(table, "tree", meaning.tree().columns(), missing);
        }
    }

    private static List<String> columnsOf(DeclaredReference reference) {
        return Stream.of(reference.column(), reference.type())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns keys whose values cannot be compared, and a table of generic types whose rows have no id. */
    private List<String> wrongTypes() {
        List<String> wrong = new ArrayList<>();
        tables.forEach((name, table) -> model.table(table.schema(), name)
                .ifPresent(meaning -> meaning.key().columns().stream()
                        .flatMap(column -> table.column(column).stream())
                        .filter(column -> INCOMPARABLE.matcher(column.type()).matches())
                        .forEach(column -> wrong.add("%skey of %s contains %s, whose type %s has no equality"
                                .formatted(
                                        lines.of(name, "key", column.name()),
                                        table.qualifiedName(),
                                        column.name(),
                                        column.type())))));
        Table types = model.genericTypes() == null
                ? null
                : tables.get(model.genericTypes().table());
        if (types != null
                && (types.primaryKey() == null || types.primaryKey().columns().size() != 1)) {
            wrong.add("genericTypes names %s, which has no primary key of one column".formatted(types.qualifiedName()));
        }
        return wrong;
    }

    /** Returns references that these tables cannot have: to a table or column that does not exist, or of the wrong type. */
    private List<String> wrongReferences() {
        List<String> wrong = new ArrayList<>();
        tables.forEach((name, table) -> model.table(table.schema(), name).ifPresent(meaning -> {
            for (DeclaredReference reference : meaning.references().declared()) {
                if (columnsOf(reference).stream()
                        .allMatch(column -> table.column(column).isPresent())) {
                    wrong.addAll(new ReferenceCheck(model, tables, table, reference.in(table))
                            .misfits().stream()
                                    .map(why -> "%sreferences of %s: %s"
                                            .formatted(
                                                    lines.of(name, "references", reference.column()),
                                                    table.qualifiedName(),
                                                    why))
                                    .toList());
                }
            }
            wrong.addAll(wrongReferencedKey(table, meaning.key().referencedBy()));
            meaning.counts()
                    .forEach((column, count) -> wrong.addAll(wrongReference(
                            "%scounts of %s: ".formatted(lines.of(name, "counts", column), table.qualifiedName()),
                            table,
                            count.table(),
                            count.by())));
            wrong.addAll(wrongTree(table, meaning));
            wrong.addAll(wrongUnions(table, meaning));
        }));
        return wrong;
    }

    /** Rows of another table can identify rows if they reference them, and are identified by their own values. */
    private List<String> wrongReferencedKey(Table table, TableModel.ReferencedBy key) {
        if (key == null) {
            return List.of();
        }
        String prefix = "%skey of %s: ".formatted(lines.of(table.name(), "key", key.table()), table.qualifiedName());
        List<String> wrong = new ArrayList<>(wrongReference(prefix, table, key.table(), key.by()));
        if (wrong.isEmpty()) {
            Table other = tables.get(key.table());
            for (String column : key.key()) {
                if (other.column(column).isEmpty()) {
                    wrong.add(prefix + "%s.%s does not exist".formatted(other.qualifiedName(), column));
                } else if (withDeclared(other).foreignKeys().stream()
                        .anyMatch(reference -> reference.columns().contains(column))) {
                    wrong.add(prefix + "%s.%s is a reference itself".formatted(other.qualifiedName(), column));
                }
            }
        }
        return wrong;
    }

    /** Returns why a column of another table does not reference a table; empty if it does. */
    private List<String> wrongReference(String prefix, Table table, String name, String by) {
        Table other = tables.get(name);
        if (other == null) {
            return List.of(prefix + "%s.%s does not exist".formatted(model.schema(), name));
        }
        if (other.column(by).isEmpty()) {
            return List.of(prefix + "%s.%s does not exist".formatted(other.qualifiedName(), by));
        }
        boolean isReference = withDeclared(other).foreignKeys().stream()
                .anyMatch(reference -> reference.columns().equals(List.of(by)) && reference.pointsTo(table));
        return isReference
                ? List.of()
                : List.of(prefix + "%s.%s references no row of it".formatted(other.qualifiedName(), by));
    }

    private Table withDeclared(Table table) {
        Map<Table.Name, Table> all = tables.values().stream().collect(Collectors.toMap(Table::tableName, each -> each));
        return new DeclaredForeignKeys(model, all).addTo(table);
    }

    /** A merge needs the parents of all rows, as they are in the target, and must not match rows by what it computes from them. */
    private List<String> wrongTree(Table table, TableModel meaning) {
        Tree tree = meaning.tree();
        if (tree == null || table.column(tree.parent()).isEmpty()) {
            return List.of();
        }
        List<String> wrong = new ArrayList<>();
        if (tree instanceof Tree.Closure closure) {
            wrong.addAll(wrongClosure(table, closure));
        }
        boolean isReference = withDeclared(table).foreignKeys().stream()
                .anyMatch(key -> key.columns().equals(List.of(tree.parent())) && key.pointsTo(table));
        if (!isReference) {
            wrong.add("%stree of %s: %s references no row of the same table; declare it under \"references\""
                    .formatted(lines.of(table.name(), "tree", tree.parent()), table.qualifiedName(), tree.parent()));
        }
        meaning.key().columns().stream()
                .filter(column ->
                        tree instanceof Tree.NestedSets && tree.computed().contains(column))
                .findFirst()
                .ifPresent(column -> wrong.add("%skey of %s contains %s, which its tree computes"
                        .formatted(lines.of(table.name(), "key", column), table.qualifiedName(), column)));
        return wrong;
    }

    private static List<String> columns(List<JsonUnion> unions) {
        return unions.stream().map(JsonUnion::column).toList();
    }

    /** A list is united in rows that are found by a key, and in a type with lists. */
    private List<String> wrongUnions(Table table, TableModel meaning) {
        return meaning.unions().stream()
                .filter(union -> table.column(union.column())
                        .filter(column -> !JSON.matcher(column.type()).matches()
                                || meaning.key().columns().contains(column.name()))
                        .isPresent())
                .map(union -> "%sunion of %s: %s is not a column of the type json or jsonb outside of the key"
                        .formatted(
                                lines.of(table.name(), "union", union.column()), table.qualifiedName(), union.column()))
                .toList();
    }

    /** A shipped model describes several versions of a system, of which some lack a cache. */
    private List<String> missingCaches() {
        return model.origin() != EdmsModel.Origin.NAMED
                ? List.of()
                : model.caches().stream()
                        .filter(name -> !tables.containsKey(name))
                        .map(name -> "%scaches names the table %s.%s, which does not exist"
                                .formatted(lines.of("caches", name), model.schema(), name))
                        .toList();
    }

    private List<String> wrongClosure(Table table, Tree.Closure closure) {
        Table other = tables.get(closure.table());
        return (other == null ? Stream.of(closure.table()) : closure.closureColumns().stream())
                .filter(name -> other == null || other.column(name).isEmpty())
                .map(name -> "%stree of %s: %s does not exist"
                        .formatted(
                                lines.of(table.name(), "tree", name),
                                table.qualifiedName(),
                                other == null ? name : closure.table() + "." + name))
                .toList();
    }

    private void check(Table table, String part, List<String> columns, List<String> missing) {
        columns.stream()
                .filter(column -> table.column(column).isEmpty())
                .sorted()
                .map(column -> "%s%s of %s names the column %s, which the table does not have"
                        .formatted(lines.of(table.name(), part, column), part, table.qualifiedName(), column))
                .forEach(missing::add);
    }

    private List<String> contradictedKeys() {
        List<String> contradicted = new ArrayList<>();
        tables.forEach((name, table) -> model.table(table.schema(), name)
                .filter(meaning ->
                        !meaning.key().columns().isEmpty() && !meaning.key().unguarded())
                .flatMap(meaning -> widerKey(table, meaning.key().columns()))
                .ifPresent(wider -> {
                    List<String> key = model.meaning(table).key().columns();
                    contradicted.add("%skey of %s is (%s), but the constraint %s makes only (%s) unique"
                            .formatted(
                                    lines.of(name, "key", key.get(0)),
                                    table.qualifiedName(),
                                    String.join(", ", key),
                                    wider.name(),
                                    String.join(", ", wider.columns())));
                }));
        return contradicted;
    }

    /**
     * Returns the constraint under which rows with equal keys are different things. A constraint that contains a narrower one
     * adds no information, and a constraint of a partitioned table has additional columns for the partitions.
     */
    private static Optional<Table.Key> widerKey(Table table, List<String> key) {
        if (isGuarded(table, key) || table.kind() == Table.Kind.PARTITIONED) {
            return Optional.empty();
        }
        List<Table.Key> all = keysOf(table);
        return all.stream()
                .filter(wider -> wider.columns().containsAll(key))
                .filter(wider -> all.stream()
                        .noneMatch(other -> wider.columns().containsAll(other.columns())
                                && other.columns().size() < wider.columns().size()))
                .findFirst();
    }

    private Optional<String> firstDuplicatedKey(Uniqueness rows) throws SQLException {
        for (Map.Entry<String, Table> table : tables.entrySet()) {
            TableModel meaning = model.meaning(table.getValue());
            List<String> key = meaning.key().columns();
            // A merge names the duplicates of a key that the model calls unguarded.
            if (!key.isEmpty()
                    && !meaning.key().unguarded()
                    && !new TableKeys(table.getValue())
                            .isGuarded(key, meaning.key().nullsEqual())
                    && !rows.isUnique(table.getValue(), key, meaning.key().nullsEqual())) {
                return Optional.of("%skey of %s is (%s), but several rows share the same value"
                        .formatted(
                                lines.of(table.getKey(), "key", key.get(0)),
                                table.getValue().qualifiedName(),
                                String.join(", ", key)));
            }
        }
        return Optional.empty();
    }

    private static boolean isGuarded(Table table, List<String> key) {
        return keysOf(table).stream().anyMatch(each -> key.containsAll(each.columns()));
    }

    private static List<Table.Key> keysOf(Table table) {
        return Stream.concat(table.uniqueKeys().stream(), Optional.ofNullable(table.primaryKey()).stream())
                .toList();
    }
}
