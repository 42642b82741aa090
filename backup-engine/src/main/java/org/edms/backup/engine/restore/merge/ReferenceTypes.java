package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** Which table a declared reference means: always the same, or the one that a type names. */
final class ReferenceTypes {

    private static final SqlTemplate NAMES_IN_TARGET =
            SqlTemplate.of("SELECT l.:key::text, :label FROM :types l WHERE :label IS NOT NULL");

    private final EdmsModel model;
    private final Map<String, Table> tables;
    private final Map<String, String> names;

    private ReferenceTypes(EdmsModel model, List<Table> tables, Map<String, String> names) {
        this.model = model;
        this.tables = new HashMap<>();
        tables.stream()
                .filter(table -> table.schema().equals(model.schema()))
                .forEach(table -> this.tables.put(table.name(), table));
        this.names = names;
    }

    /** For rows with the type ids of the package. */
    static ReferenceTypes ofPackage(
            GenericReferences generic, TableSet<? extends StagedTable> tables, List<Table> all, Sql sql)
            throws SQLException {
        Optional<? extends StagedTable> types = generic.typeTable(tables);
        return new ReferenceTypes(
                generic.model(),
                all,
                types.isEmpty() || types.get().isStreamed()
                        ? Map.of()
                        : names(FieldRewrites.types(types.get(), generic), sql));
    }

    /** For rows with the type ids of the target. */
    static ReferenceTypes ofTarget(GenericReferences generic, TableSet<MatchedTable> tables, List<Table> all, Sql sql)
            throws SQLException {
        Optional<MatchedTable> types = generic.typeTable(tables);
        return new ReferenceTypes(
                generic.model(), all, types.isEmpty() ? Map.of() : names(namesInTarget(types.get(), generic), sql));
    }

    private static Map<String, String> names(String query, Sql sql) throws SQLException {
        Map<String, String> names = new HashMap<>();
        sql.list(query, row -> names.put(row.getString(1), row.getString(2)));
        return names;
    }

    static String namesInTarget(StagedTable types, GenericReferences generic) {
        return NAMES_IN_TARGET
                .with("key", quoted(types.primaryKey().get(0)))
                .with("label", generic.label("l"))
                .with("types", types.scanTarget())
                .sql();
    }

    /** What a value means. */
    sealed interface Meaning {

        /** References to rows of a table, or of one of several whose ids are different. */
        record To(List<Destination> destinations) implements Meaning {

            public To {
                destinations = List.copyOf(destinations);
            }

            @Override
            public String toString() {
                return destinations.stream().map(Destination::toString).collect(Collectors.joining(" or "));
            }
        }

        /** The type says that it is no reference. */
        record NoReference() implements Meaning {}

        /** The type is unknown. */
        record UnknownType(String name) implements Meaning {}
    }

    /** @param type the value of the type column; null if it is NULL or the reference has none */
    Meaning meaning(DeclaredReference reference, String type) {
        List<String> named = reference.tablesOf(type, model.genericTypes(), names::get);
        if (named != null && named.isEmpty()) {
            return new Meaning.NoReference();
        }
        List<Destination> destinations = new ArrayList<>();
        for (String table : named == null ? List.<String>of() : named) {
            Optional.ofNullable(tables.get(table))
                    .flatMap(found -> reference.referencedColumn(found).map(column -> new Destination(found, column)))
                    .ifPresent(destinations::add);
        }
        return destinations.isEmpty() ? new Meaning.UnknownType(nameOf(reference, type)) : new Meaning.To(destinations);
    }

    private String nameOf(DeclaredReference reference, String type) {
        return reference.tables() == null && type != null ? names.getOrDefault(type, type) : String.valueOf(type);
    }
}
