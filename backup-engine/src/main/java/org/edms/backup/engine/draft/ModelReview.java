package org.edms.backup.engine.draft;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.FrameworkTables;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.references.FoundReference;
import org.edms.backup.engine.references.ReferenceFinder;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.Snapshot;

/**
 * What a model means for a database.
 *
 * @param system the system that the model describes; null if it does not say
 * @param misfits what does not fit: the model would be refused
 * @param ambiguous the tables with several possible keys
 * @param uncovered what the model says nothing about, such as an open reference
 * @param undescribed tables that the model does not describe: their keys come from constraints
 * @param tables what would happen to each table
 */
public record ModelReview(
        String system,
        List<String> misfits,
        List<String> ambiguous,
        List<String> uncovered,
        List<String> undescribed,
        List<ReviewedTable> tables) {

    public ModelReview {
        misfits = List.copyOf(misfits);
        ambiguous = List.copyOf(ambiguous);
        uncovered = List.copyOf(uncovered);
        undescribed = List.copyOf(undescribed);
        tables = List.copyOf(tables);
    }

    /**
     * A table.
     *
     * @param key how its rows are matched
     * @param references the references that a merge remaps
     */
    public record ReviewedTable(String table, long rows, String key, List<String> references) {

        public ReviewedTable {
            references = List.copyOf(references);
        }
    }

    /** Reads a database in one snapshot, and changes nothing. */
    public static ModelReview of(Database database, EdmsModel model) {
        try (Snapshot snapshot = Snapshot.open(database)) {
            CatalogQuery catalog = snapshot.catalog(List.of());
            List<Table> all = TableCatalog.read(catalog);
            snapshot.connections(1, all);
            ModelReview review = new Review(model, all, snapshot.leader()).review();
            snapshot.finish();
            return review;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, database.toString());
        }
    }

    private static final class Review {

        private final EdmsModel model;
        private final List<Table> all;
        private final List<Table> tables;
        private final Connection connection;

        Review(EdmsModel model, List<Table> all, Connection connection) {
            this.model = model;
            this.all = all;
            this.connection = connection;
            this.tables = all.stream()
                    .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                    .toList();
        }

        ModelReview review() throws SQLException {
            String system = model.system() == null ? null : model.system().name();
            List<String> misfits = new ArrayList<>(EffectiveModel.misfits(model, all));
            model.tables().keySet().stream()
                    .filter(name -> tables.stream()
                            .noneMatch(table -> table.schema().equals(model.schema())
                                    && table.name().equals(name)))
                    .filter(name ->
                            model.system() == null || !model.system().tables().contains(name))
                    .sorted()
                    .map(name -> "table %s.%s does not exist".formatted(model.schema(), name))
                    .forEach(misfits::add);
            if (!misfits.isEmpty()) {
                return new ModelReview(system, misfits, List.of(), List.of(), List.of(), List.of());
            }
            List<NaturalKeys.Ambiguity> ambiguities = NaturalKeys.ambiguities(model, tables);
            return new ModelReview(
                    system,
                    List.of(),
                    ambiguities.stream().map(NaturalKeys.Ambiguity::toString).toList(),
                    uncovered(),
                    undescribed(),
                    reviewed(ambiguities));
        }

        private List<ReviewedTable> reviewed(List<NaturalKeys.Ambiguity> ambiguities) throws SQLException {
            Map<Table.Name, List<List<String>>> choices = ambiguities.stream()
                    .collect(Collectors.toMap(each -> each.table().tableName(), NaturalKeys.Ambiguity::candidates));
            List<ReviewedTable> reviewed = new ArrayList<>();
            for (NaturalKey key : NaturalKeys.unordered(model, tables)) {
                Table table = tables.stream()
                        .filter(each -> each.tableName().equals(key.table().tableName()))
                        .findFirst()
                        .orElseThrow();
                reviewed.add(new ReviewedTable(
                        table.schema().equals("public") ? table.name() : table.qualifiedName(),
                        count(table),
                        treatment(key, choices.get(table.tableName())),
                        references(table)));
            }
            return reviewed;
        }

        private String treatment(NaturalKey key, List<List<String>> choices) {
            Table table = key.table();
            Optional<String> framework = FrameworkTables.frameworkOf(table);
            if (framework.isPresent() && !isDescribed(table)) {
                return "left out: " + framework.get();
            }
            String matched = choices != null
                    ? "ambiguous"
                    : switch (key.how()) {
                        case KEY -> String.join(", ", key.key()) + (key.nullsEqual() ? " (nulls equal)" : "");
                        case CONTENT -> "its content";
                        case SINGLE -> "its only row";
                    };
            List<String> treatment = new ArrayList<>(List.of(matched));
            treatment.addAll(meaning(table).treatment());
            if (model.isCache(table.tableName())) {
                treatment.add("emptied");
            }
            if (model.leavesOut(table.tableName())) {
                treatment.add("not in exports");
            }
            return String.join("; ", treatment);
        }

        private List<String> references(Table table) {
            TableModel meaning = meaning(table);
            Stream<String> declared = meaning.references().declared().stream().map(this::text);
            Stream<String> generic = meaning.references().generic().stream()
                    .map(reference -> "%s by %s".formatted(reference.id(), reference.type()));
            Stream<String> foreign = table.foreignKeys().stream()
                    .map(key -> "%s > %s".formatted(String.join("+", key.columns()), key.table()));
            return Stream.of(declared, generic, foreign)
                    .flatMap(each -> each)
                    .distinct()
                    .toList();
        }

        private String text(DeclaredReference reference) {
            return reference.type() == null
                    ? "%s > %s".formatted(reference, String.join(" or ", reference.candidates()))
                    : "%s by %s".formatted(reference, reference.type());
        }

        private List<String> uncovered() throws SQLException {
            List<String> uncovered = new ArrayList<>();
            for (FoundReference reference : new ReferenceFinder(connection, tables, model).find()) {
                if (reference.isOpen()) {
                    uncovered.add("%s looks like a reference: write \"%s\" below \"references:\" of the table"
                            .formatted(reference.qualifiedColumn(), reference.hint()));
                }
            }
            for (Table table : tables) {
                TableModel meaning = meaning(table);
                for (SecretColumns.Secret secret : SecretColumns.in(table, connection)) {
                    if (!meaning.sensitive().containsKey(secret.column())
                            && !meaning.files().keys().contains(secret.column())
                            && !model.leavesOut(table.tableName())) {
                        uncovered.add("%s.%s looks like a secret, by %s, and an export would contain it"
                                .formatted(table.qualifiedName(), secret.column(), secret.why()));
                    }
                }
            }
            return uncovered;
        }

        private List<String> undescribed() {
            return tables.stream()
                    .filter(table -> !isDescribed(table)
                            && !model.leavesOut(table.tableName())
                            && FrameworkTables.frameworkOf(table).isEmpty())
                    .map(Table::qualifiedName)
                    .toList();
        }

        private boolean isDescribed(Table table) {
            return model.table(table.schema(), table.name()).isPresent();
        }

        private TableModel meaning(Table table) {
            return model.meaning(table);
        }

        private long count(Table table) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table.quotedName())) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
