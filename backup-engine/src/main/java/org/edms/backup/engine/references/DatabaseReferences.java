package org.edms.backup.engine.references;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.Snapshot;

/**
 * The references in a live database that no foreign key declares.
 *
 * @param model which model is in effect, and why
 */
public record DatabaseReferences(String model, List<FoundReference> references) {

    public DatabaseReferences {
        references = List.copyOf(references);
    }

    /**
     * Reads a database in one snapshot, and changes nothing.
     *
     * @param named the model that the user named; null to find one among the shipped models
     */
    public static DatabaseReferences in(Database database, EdmsModel named) {
        try (Snapshot snapshot = Snapshot.open(database)) {
            CatalogQuery catalog = snapshot.catalog(List.of());
            List<Table> tables = TableCatalog.read(catalog);
            snapshot.connections(1, tables);
            EffectiveModel effective = EffectiveModel.forDatabase(named, tables, catalog);
            List<FoundReference> found = new ReferenceFinder(snapshot.leader(), tables, effective.model()).find();
            snapshot.finish();
            return new DatabaseReferences(effective.reason(), found);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, database.toString());
        }
    }
}
