package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.FrameworkTables;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;

/**
 * Which tables of the package go into which tables of the target, in the order in which their rows can be matched.
 *
 * @param computed tables of the target whose rows are made from those of other tables
 * @param caches tables of the target that are emptied
 * @param leftOut what the restore omits from the package, and why
 */
public record MergePlan(
        TableSet<PlannedTable> tables, List<Table> computed, List<Table> caches, List<RestoreReport.LeftOut> leftOut) {

    /** @throws BackupException naming everything that does not fit */
    public static MergePlan of(
            RestoredPackage source, List<Table> target, EdmsModel model, RestoreOptions options, Sql sql)
            throws IOException, SQLException {
        return new Planning(source.catalog(), target, model, options, sql)
                .plan(source.manifest().database());
    }

    /** The tables of the target whose rows change, if only by stubs. */
    List<Table> writtenTables() {
        return Stream.of(
                        tables.where(each -> each.canGetRows()
                                        || !each.meaning().counts().isEmpty())
                                .map(PlannedTable::target),
                        computed.stream(),
                        caches.stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** All tables of the target that the merge knows. */
    List<Table> allTables() {
        return Stream.of(tables.targets().stream(), computed.stream(), caches.stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** Makes the plan, or fails with everything that does not fit. */
    private static final class Planning {

        private final Catalog packagedCatalog;
        private final Map<Table.Name, Table> target = new LinkedHashMap<>();
        private final EdmsModel model;
        private final RestoreOptions options;
        private final Sql sql;
        private final List<RestoreReport.LeftOut> leftOut = new ArrayList<>();
        private final Map<Table.Name, List<Manifest.Table>> sources = new LinkedHashMap<>();
        private final List<String> mismatches = new ArrayList<>();

        Planning(Catalog packagedCatalog, List<Table> target, EdmsModel model, RestoreOptions options, Sql sql) {
            this.packagedCatalog = packagedCatalog;
            target.forEach(table -> this.target.put(table.tableName(), table));
            this.model = model;
            this.options = options;
            this.sql = sql;
        }

        MergePlan plan(Manifest.Database packaged) throws SQLException {
            packaged.tables().forEach(this::assign);
            if (packaged.largeObjects() != null && packaged.largeObjects().rows() > 0) {
                assignLargeObjects(packaged.largeObjects());
            }
            sources.forEach((name, tables) -> compareColumns(target.get(name), tables));
            if (!mismatches.isEmpty()) {
                throw new BackupException(ErrorCode.SCHEMA_MISMATCH, String.join("; ", mismatches));
            }
            return new MergePlan(
                    new TableSet<>(plannedTables()),
                    targets(model.closures()),
                    targets(model.caches()),
                    List.copyOf(leftOut));
        }

        private List<Table> targets(List<String> names) {
            return names.stream()
                    .map(name -> target.get(new Table.Name(model.schema(), name)))
                    .filter(Objects::nonNull)
                    .toList();
        }

        private List<PlannedTable> plannedTables() throws SQLException {
            Map<Table.Name, PlannedTable.Role> roles = roles();
            List<Table> targets = roles.keySet().stream().map(target::get).toList();
            Map<Table.Name, Set<String>> referenced = referencedColumns(targets);
            return NaturalKeys.of(model, targets, unmatched(targets)).stream()
                    .map(naturalKey -> {
                        Table table = target.get(naturalKey.table().tableName());
                        return new PlannedTable(
                                naturalKey,
                                meaning(table),
                                roles.get(table.tableName()),
                                sources.get(table.tableName()),
                                droppedColumns(table),
                                parents(table),
                                referenced.getOrDefault(table.tableName(), Set.of()));
                    })
                    .toList();
        }

        /** The tables with several possible keys whose rows need none of them, because one of the two sides has no row. */
        private Set<Table.Name> unmatched(List<Table> tables) throws SQLException {
            Set<Table.Name> unmatched = new HashSet<>();
            for (NaturalKeys.Ambiguity ambiguity : NaturalKeys.ambiguities(model, tables)) {
                Table table = ambiguity.table();
                boolean inPackage = sources.get(table.tableName()).stream().anyMatch(packaged -> packaged.rows() > 0);
                if (!inPackage || !sql.holds("SELECT EXISTS (SELECT FROM %s)".formatted(table.quotedName()))) {
                    unmatched.add(table.tableName());
                }
            }
            return unmatched;
        }

        private Map<Table.Name, Set<String>> referencedColumns(List<Table> tables) {
            Map<Table.Name, Set<String>> referenced = new HashMap<>();
            for (Table table : tables) {
                meaning(table).files().byId().stream()
                        .map(TableModel.FilesById::id)
                        .filter(Objects::nonNull)
                        .forEach(column -> referenced
                                .computeIfAbsent(table.tableName(), any -> new LinkedHashSet<>())
                                .add(column));
                declaredTargets(table)
                        .forEach(destination -> referenced
                                .computeIfAbsent(destination.table().tableName(), any -> new LinkedHashSet<>())
                                .add(destination.column()));
                parents(table)
                        .forEach(reference -> referenced
                                .computeIfAbsent(reference.parent().tableName(), any -> new LinkedHashSet<>())
                                .addAll(reference.referencedColumns()));
            }
            return referenced;
        }

        private List<PlannedTable.ParentReference> parents(Table table) {
            return foreignKeys(table)
                    .filter(key -> rootOf(key.target()) != null)
                    .map(key -> new PlannedTable.ParentReference(
                            key.columns(), target.get(rootOf(key.target())), key.referencedColumns()))
                    .toList();
        }

        /** What declared references of a table can reference. */
        private Stream<Destination> declaredTargets(Table table) {
            return meaning(table).references().declared().stream()
                    .flatMap(reference -> reference.targets(model.genericTypes()).stream()
                            .map(name -> target.get(new Table.Name(model.schema(), name)))
                            .filter(Objects::nonNull)
                            .flatMap(referenced -> reference.referencedColumn(referenced).stream()
                                    .map(column -> new Destination(referenced, column))));
        }

        private Stream<Table.ForeignKey> declaredForeignKeys(Table table) {
            return meaning(table).references().declared().stream()
                    .flatMap(reference -> reference
                            .table()
                            .map(name -> target.get(new Table.Name(model.schema(), name)))
                            .filter(referenced -> reference.in(table).isForeignKey(table, referenced))
                            .map(reference::asForeignKey)
                            .stream());
        }

        private TableModel meaning(Table table) {
            return model.meaning(table);
        }

        /** The rows of a partition belong to its root table, in the package and in the target. */
        private void assign(Manifest.Table packaged) {
            Table.Name name = packagedCatalog
                    .table(packaged.schema(), packaged.name())
                    .map(Table::root)
                    .orElse(new Table.Name(packaged.schema(), packaged.name()));
            if (options.skipTables().contains(packaged.qualifiedName())) {
                leaveOut(packaged, "--skip-table");
                return;
            }
            if (model.isClosure(name)) {
                leaveOut(packaged, "its rows are made from those of another table");
                return;
            }
            if (model.isCache(name)) {
                leaveOut(packaged, "a cache: the EDMS fills it again");
                return;
            }
            Optional<String> framework = frameworkOf(packaged);
            if (framework.isPresent()) {
                leaveOut(
                        packaged,
                        "%s keeps its own records in it; to merge it, describe it in the model"
                                .formatted(framework.get()));
                return;
            }
            Table found = target.get(name);
            Table table = found == null ? null : target.get(found.root());
            if (table != null && table.kind() != Table.Kind.FOREIGN) {
                sources.computeIfAbsent(table.tableName(), any -> new ArrayList<>())
                        .add(packaged);
            } else if (packaged.rows() == 0) {
                leaveOut(packaged, "it does not exist in the target, and has no rows");
            } else {
                mismatches.add("table %s does not exist in the target, and the package has %d rows of it"
                        .formatted(packaged.qualifiedName(), packaged.rows()));
            }
        }

        /** The framework whose bookkeeping a table is: its rows say what was done to one database. */
        private Optional<String> frameworkOf(Manifest.Table packaged) {
            boolean described = model.table(packaged.schema(), packaged.name()).isPresent();
            return described
                    ? Optional.empty()
                    : packagedCatalog.table(packaged.schema(), packaged.name()).flatMap(FrameworkTables::frameworkOf);
        }

        /** Their ids are in columns like any other number, so that they cannot be remapped. */
        private void assignLargeObjects(Manifest.Table largeObjects) {
            if (options.skipTables().contains(largeObjects.qualifiedName())) {
                leaveOut(largeObjects, "--skip-table");
            } else {
                mismatches.add("a merge does not support large objects; omit them with --skip-table %s"
                        .formatted(largeObjects.qualifiedName()));
            }
        }

        private void leaveOut(Manifest.Table packaged, String reason) {
            leftOut.add(new RestoreReport.LeftOut(packaged.qualifiedName(), packaged.rows(), reason));
        }

        private void compareColumns(Table table, List<Manifest.Table> packaged) {
            Set<String> dropped = droppedColumns(table);
            for (Manifest.Table source : packaged) {
                for (String column : source.columns()) {
                    boolean exists = table.column(column).isPresent();
                    if (!exists && dropped.contains(column)) {
                        leftOut.add(new RestoreReport.LeftOut(
                                source.qualifiedName() + "." + column, source.rows(), "--drop-column"));
                    } else if (!exists && source.rows() > 0) {
                        mismatches.add(
                                "column %s.%s does not exist in the target".formatted(source.qualifiedName(), column));
                    }
                }
            }
        }

        private Set<String> droppedColumns(Table table) {
            String prefix = table.qualifiedName() + ".";
            return options.dropColumns().stream()
                    .filter(column -> column.startsWith(prefix))
                    .map(column -> column.substring(prefix.length()))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** A table that is not written is matched if a written one references it, directly or through another key. */
        private Map<Table.Name, PlannedTable.Role> roles() {
            Map<Table.Name, PlannedTable.Role> roles = new LinkedHashMap<>();
            for (Table.Name name : sources.keySet()) {
                if (isWritten(name)) {
                    roles.put(name, PlannedTable.Role.WRITTEN);
                }
            }
            Set<Table.Name> pending = new LinkedHashSet<>(roles.keySet());
            while (!pending.isEmpty()) {
                Set<Table.Name> found = new LinkedHashSet<>();
                for (Table.Name name : pending) {
                    referencedTables(target.get(name))
                            .filter(parent -> sources.containsKey(parent) && !roles.containsKey(parent))
                            .forEach(found::add);
                }
                found.forEach(name -> roles.put(name, PlannedTable.Role.REFERENCED));
                pending = found;
            }
            for (Map.Entry<Table.Name, List<Manifest.Table>> source : sources.entrySet()) {
                if (roles.get(source.getKey()) != PlannedTable.Role.WRITTEN) {
                    source.getValue().stream()
                            .filter(packaged -> !packaged.referencesOnly())
                            .forEach(packaged -> leaveOut(packaged, whyNotWritten(source.getKey())));
                }
            }
            return roles;
        }

        private Stream<Table.Name> referencedTables(Table table) {
            boolean named = !meaning(table).references().generic().isEmpty()
                    || meaning(table).references().declared().stream()
                            .anyMatch(reference -> reference.type() != null && reference.tables() == null);
            Stream<Table.Name> generic = !named || model.genericTypes() == null
                    ? Stream.empty()
                    : Stream.of(
                            new Table.Name(model.schema(), model.genericTypes().table()));
            Stream<Table.Name> declared = declaredTargets(table)
                    .map(destination -> destination.table().tableName());
            return Stream.of(
                            foreignKeys(table).map(key -> rootOf(key.target())).filter(Objects::nonNull),
                            declared,
                            generic)
                    .flatMap(Function.identity());
        }

        private boolean isWritten(Table.Name name) {
            boolean referencesOnly = sources.get(name).stream().allMatch(Manifest.Table::referencesOnly);
            return !referencesOnly && whyNotWritten(name) == null;
        }

        /** Null if it is written. */
        private String whyNotWritten(Table.Name name) {
            if (options.skipUsers() && model.isIn(EdmsModel.USERS, name)) {
                return "--skip-users";
            }
            boolean critical = meaning(target.get(name)).critical();
            return options.scope() == RestoreScope.CRITICAL && !critical ? "it is not critical" : null;
        }

        private Table.Name rootOf(Table.Name name) {
            Table found = target.get(name);
            return found == null ? null : found.root();
        }

        /** The foreign keys of the target, and those that only the package has: its rows satisfy them. */
        private Stream<Table.ForeignKey> foreignKeys(Table table) {
            Set<List<String>> known = new HashSet<>();
            return Stream.of(
                            table.foreignKeys().stream(),
                            packagedCatalog
                                    .table(table.schema(), table.name())
                                    .map(packaged -> packaged.foreignKeys().stream())
                                    .orElse(Stream.empty()),
                            declaredForeignKeys(table))
                    .flatMap(Function.identity())
                    .filter(key -> key.columns().stream()
                            .allMatch(column -> table.column(column).isPresent()))
                    .filter(key -> known.add(key.columns()));
        }
    }
}
