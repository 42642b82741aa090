package org.edms.backup.engine.restore.merge;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;

/**
 * Which tables of the package meet which tables of the target, and in which order rows can be recognised.
 *
 * @param tables each after those that its key depends on
 * @param leftOut what of the package is not restored, and why
 */
record MergePlan(List<StagedTable> tables, List<RestoreReport.LeftOut> leftOut) {

    private static final int FEW_ROWS = 20_000;

    static MergePlan of(
            Manifest.Database packaged,
            Catalog packagedCatalog,
            List<Table> target,
            EdmsModel model,
            RestoreTask task,
            String schema) {
        return new Planning(packagedCatalog, target, model, task, schema).plan(packaged);
    }

    Stream<StagedTable> written() {
        return tables.stream().filter(StagedTable::written);
    }

    /** The tables that get all their rows at once, and enough of them to make it worth to build their indexes afterwards. */
    List<StagedTable> bulkLoaded() {
        return written()
                .filter(table -> table.fresh() && table.target().holdsRows())
                .filter(table ->
                        table.sources().stream().mapToLong(Manifest.Table::rows).sum() > FEW_ROWS)
                .toList();
    }

    /** All that get rows, if only stubs. */
    List<Table> writtenTables() {
        return tables.stream()
                .filter(table -> table.written() || table.meaning().stub() != null)
                .map(StagedTable::target)
                .toList();
    }

    /** Those whose rows are staged. */
    Stream<StagedTable> staged() {
        return tables.stream().filter(table -> !table.streamed());
    }

    /** Those whose rows go straight into the target. */
    Stream<StagedTable> streamed() {
        return tables.stream().filter(StagedTable::streamed);
    }

    /** Makes the plan; what does not fit is told all at once. */
    private static final class Planning {

        private final Catalog packagedCatalog;
        private final Map<Table.Name, Table> target = new LinkedHashMap<>();
        private final EdmsModel model;
        private final RestoreOptions options;
        private final String schema;
        private final List<RestoreReport.LeftOut> leftOut = new ArrayList<>();
        private final Map<Table.Name, List<Manifest.Table>> sources = new LinkedHashMap<>();
        private final List<String> mismatches = new ArrayList<>();

        Planning(Catalog packagedCatalog, List<Table> target, EdmsModel model, RestoreTask task, String schema) {
            this.packagedCatalog = packagedCatalog;
            target.forEach(table -> this.target.put(table.tableName(), table));
            this.model = model;
            this.options = task.request().options();
            this.schema = schema;
        }

        MergePlan plan(Manifest.Database packaged) {
            packaged.tables().forEach(this::assign);
            if (packaged.largeObjects() != null && packaged.largeObjects().rows() > 0) {
                assignLargeObjects(packaged.largeObjects());
            }
            sources.forEach((name, tables) -> compareColumns(target.get(name), tables));
            if (!mismatches.isEmpty()) {
                throw new BackupException(ErrorCode.SCHEMA_MISMATCH, String.join("; ", mismatches));
            }
            Map<Table.Name, StagedTable.Role> roles = roles();
            List<Table> taking = roles.keySet().stream().map(target::get).toList();
            List<StagedTable> tables = new ArrayList<>();
            for (NaturalKey identity : NaturalKeys.of(model, taking)) {
                Table table = identity.table();
                tables.add(new StagedTable(
                        identity,
                        meaning(table),
                        roles.get(table.tableName()),
                        sources.get(table.tableName()),
                        dropped(table),
                        schema,
                        tables.size()));
            }
            link(tables);
            return new MergePlan(List.copyOf(tables), List.copyOf(leftOut));
        }

        private TableModel meaning(Table table) {
            return model.table(table.schema(), table.name()).orElse(TableModel.SILENT);
        }

        /** Rows of a partition belong to the table that it is part of, on either side. */
        private void assign(Manifest.Table packaged) {
            Table.Name name = packagedCatalog
                    .table(packaged.schema(), packaged.name())
                    .map(Table::root)
                    .orElse(new Table.Name(packaged.schema(), packaged.name()));
            if (options.skipTables().contains(packaged.qualifiedName())) {
                leaveOut(packaged, "--skip-table");
                return;
            }
            Table found = target.get(name);
            Table table = found == null ? null : target.get(found.root());
            if (table != null && table.kind() != Table.Kind.FOREIGN) {
                sources.computeIfAbsent(table.tableName(), any -> new ArrayList<>())
                        .add(packaged);
            } else if (packaged.rows() == 0) {
                leaveOut(packaged, "the target lacks it, and it has no rows");
            } else {
                mismatches.add("the target lacks the table %s, of which the package has %d rows"
                        .formatted(packaged.qualifiedName(), packaged.rows()));
            }
        }

        /** Their numbers stand in columns that nothing tells from other numbers: they cannot be sent through a map. */
        private void assignLargeObjects(Manifest.Table largeObjects) {
            if (options.skipTables().contains(largeObjects.qualifiedName())) {
                leaveOut(largeObjects, "--skip-table");
            } else {
                mismatches.add("large objects are not merged; --skip-table %s leaves them out"
                        .formatted(largeObjects.qualifiedName()));
            }
        }

        private void leaveOut(Manifest.Table packaged, String why) {
            leftOut.add(new RestoreReport.LeftOut(packaged.qualifiedName(), packaged.rows(), why));
        }

        private void compareColumns(Table table, List<Manifest.Table> packaged) {
            Set<String> dropped = dropped(table);
            for (Manifest.Table source : packaged) {
                for (String column : source.columns()) {
                    boolean there = table.column(column).isPresent();
                    if (!there && dropped.contains(column)) {
                        leftOut.add(new RestoreReport.LeftOut(
                                source.qualifiedName() + "." + column, source.rows(), "--drop-column"));
                    } else if (!there && source.rows() > 0) {
                        mismatches.add("the target lacks the column " + source.qualifiedName() + "." + column);
                    }
                }
            }
        }

        private Set<String> dropped(Table table) {
            String prefix = table.qualifiedName() + ".";
            return options.dropColumns().stream()
                    .filter(column -> column.startsWith(prefix))
                    .map(column -> column.substring(prefix.length()))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** What is not written is looked up where something points to it, directly or through another key. */
        private Map<Table.Name, StagedTable.Role> roles() {
            Map<Table.Name, StagedTable.Role> roles = new LinkedHashMap<>();
            for (Table.Name name : sources.keySet()) {
                if (isWritten(name)) {
                    roles.put(name, StagedTable.Role.WRITTEN);
                }
            }
            Set<Table.Name> pending = new LinkedHashSet<>(roles.keySet());
            while (!pending.isEmpty()) {
                Set<Table.Name> found = new LinkedHashSet<>();
                for (Table.Name name : pending) {
                    pointedTo(target.get(name))
                            .filter(parent -> sources.containsKey(parent) && !roles.containsKey(parent))
                            .forEach(found::add);
                }
                found.forEach(name -> roles.put(name, StagedTable.Role.REFERENCED));
                pending = found;
            }
            for (Map.Entry<Table.Name, List<Manifest.Table>> source : sources.entrySet()) {
                if (roles.get(source.getKey()) != StagedTable.Role.WRITTEN) {
                    source.getValue().stream()
                            .filter(packaged -> !packaged.referencesOnly())
                            .forEach(packaged -> leaveOut(packaged, whyNotWritten(source.getKey())));
                }
            }
            return roles;
        }

        private Stream<Table.Name> pointedTo(Table table) {
            Stream<Table.Name> generic = meaning(table).genericReferences().isEmpty() || model.genericTypes() == null
                    ? Stream.empty()
                    : Stream.of(
                            new Table.Name(model.schema(), model.genericTypes().table()));
            return Stream.concat(
                    foreignKeys(table).map(key -> rootOf(key.target())).filter(Objects::nonNull), generic);
        }

        private boolean isWritten(Table.Name name) {
            boolean referencesOnly = sources.get(name).stream().allMatch(Manifest.Table::referencesOnly);
            return !referencesOnly && whyNotWritten(name) == null;
        }

        /** Null when it is. */
        private String whyNotWritten(Table.Name name) {
            if (options.skipUsers() && model.isIn(EdmsModel.USERS, name.schema(), name.table())) {
                return "--skip-users";
            }
            boolean critical = meaning(target.get(name)).critical();
            return options.scope() == RestoreScope.CRITICAL && !critical ? "it is not critical" : null;
        }

        private Table.Name rootOf(Table.Name name) {
            Table found = target.get(name);
            return found == null ? null : found.root();
        }

        /** Those that the target has, and those that only the package has: its rows were made to fit them. */
        private Stream<Table.ForeignKey> foreignKeys(Table table) {
            Set<List<String>> known = new HashSet<>();
            return Stream.concat(
                            table.foreignKeys().stream(),
                            packagedCatalog
                                    .table(table.schema(), table.name())
                                    .map(packaged -> packaged.foreignKeys().stream())
                                    .orElse(Stream.empty()))
                    .filter(key -> key.columns().stream()
                            .allMatch(column -> table.column(column).isPresent()))
                    .filter(key -> known.add(key.columns()));
        }

        private void link(List<StagedTable> tables) {
            Map<Table.Name, StagedTable> byName = new HashMap<>();
            tables.forEach(table -> byName.put(table.target().tableName(), table));
            Map<Table.Name, Set<String>> referenced = new HashMap<>();
            for (StagedTable table : tables) {
                List<StagedTable.Link> links = foreignKeys(table.target())
                        .flatMap(key -> Optional.ofNullable(rootOf(key.target())).stream()
                                .map(parent -> new StagedTable.Link(
                                        key.columns(),
                                        byName.get(parent),
                                        target.get(parent),
                                        key.referencedColumns())))
                        .toList();
                table.link(links);
                links.forEach(link -> referenced
                        .computeIfAbsent(link.target().tableName(), any -> new HashSet<>())
                        .addAll(link.referenced()));
            }
            tables.forEach(table -> table.mobile(
                    mobile(table, referenced.getOrDefault(table.target().tableName(), Set.of()))));
        }

        private static Set<String> mobile(StagedTable table, Set<String> referenced) {
            Set<String> mobile = new LinkedHashSet<>();
            if (table.target().primaryKey() != null) {
                mobile.addAll(table.target().primaryKey().columns());
            }
            mobile.addAll(referenced);
            if (table.identity().uuid() != null) {
                mobile.add(table.identity().uuid());
            }
            mobile.removeIf(column ->
                    !table.has(column) && !table.identity().surrogates().contains(column));
            return Set.copyOf(mobile);
        }
    }
}
