package org.edms.backup.engine.backup;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.Ddl;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.Snapshot;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The database snapshot of a backup: its content, the selected tables, and the connections that read it. A backup of files only
 * has none.
 */
record DatabaseContent(
        Snapshot snapshot,
        Catalog catalog,
        EffectiveModel inForce,
        Ddl ddl,
        TableSelection choice,
        List<Connection> connections,
        boolean largeObjects)
        implements Closeable {

    private static final String ANY_LARGE_OBJECTS = "SELECT EXISTS (SELECT FROM pg_largeobject_metadata)";
    private static final String MAY_READ_LARGE_OBJECTS =
            "SELECT has_table_privilege('pg_catalog.pg_largeobject', 'SELECT')";
    private static final String TRUE = "t";

    static DatabaseContent open(BackupRequest request) throws SQLException {
        if (!request.withDatabase()) {
            return new DatabaseContent(null, null, null, null, null, List.of(), false);
        }
        Snapshot snapshot = Snapshot.open(request.from().database());
        try {
            return read(request, snapshot);
        } catch (SQLException e) {
            snapshot.close();
            throw DatabaseFailure.of(e, request.from().database().toString());
        } catch (BackupException e) {
            snapshot.close();
            throw e;
        }
    }

    private static DatabaseContent read(BackupRequest request, Snapshot snapshot) throws SQLException {
        List<String> schemas = request.from().schemas();
        CatalogQuery query = snapshot.catalog(schemas);
        refuseUnknownSchemas(query, schemas);
        boolean largeObjects =
                schemas.isEmpty() && query.scalar(ANY_LARGE_OBJECTS).equals(TRUE);
        if (largeObjects && !query.scalar(MAY_READ_LARGE_OBJECTS).equals(TRUE)) {
            throw new BackupException(ErrorCode.READ_DENIED, "pg_catalog.pg_largeobject, which stores large objects");
        }
        List<Table> tables = TableCatalog.read(query);
        List<Table> withRows = tables.stream().filter(Table::holdsRows).toList();
        List<Connection> connections = snapshot.connections(request.parallelism(), withRows);
        Ddl ddl = Ddl.read(query, largeObjects);
        Catalog catalog = new Catalog(
                query.scalar("SELECT current_database()"),
                query.scalar("SHOW server_version"),
                query.scalar(
                        "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"),
                query.scalar("SELECT datcollate FROM pg_database WHERE datname = current_database()"),
                tables,
                ddl.statements());
        EffectiveModel inForce = EffectiveModel.forDatabase(request.from().model(), tables, query);
        refuseMissingRoots(request, catalog, inForce.model());
        new RequiredRows(request.choice().requiredGroup(), inForce, catalog).refuseUnlessThere(query);
        TableSelection choice = TableSelection.of(
                catalog, inForce, request.export(), request.choice().includeUsers());
        return new DatabaseContent(snapshot, catalog, inForce, ddl, choice, connections, largeObjects);
    }

    private static void refuseUnknownSchemas(CatalogQuery query, List<String> schemas) throws SQLException {
        List<String> existing = query.list("SELECT nspname FROM pg_namespace", row -> row.getString(1));
        for (String schema : schemas) {
            if (!existing.contains(schema)) {
                throw new BackupException(ErrorCode.NOT_FOUND, "the schema " + schema);
            }
        }
    }

    /** Without these roots, rows would be restored without their files. */
    private static void refuseMissingRoots(BackupRequest request, Catalog catalog, EdmsModel model) {
        if (!request.withFiles()) {
            return;
        }
        List<String> named = request.from().roots().stream().map(FileRoot::name).toList();
        model.tables()
                .forEach((table, meaning) -> meaning.files().byColumns().stream()
                        .filter(columns ->
                                catalog.table(model.schema(), table).isPresent() && !named.contains(columns.root()))
                        .findFirst()
                        .ifPresent(columns -> {
                            throw new BackupException(
                                    ErrorCode.WRONG_USAGE,
                                    "rows of %s name files of \"%s\": pass --files %s=DIR, or --type database"
                                            .formatted(table, columns.root(), columns.root()));
                        }));
    }

    EdmsModel model() {
        return inForce.model();
    }

    boolean present() {
        return snapshot != null;
    }

    Connection leader() {
        return snapshot.leader();
    }

    /** Call this after everything was read. */
    void finish() throws SQLException {
        if (present()) {
            snapshot.finish();
        }
    }

    @Override
    public void close() {
        if (snapshot != null) {
            snapshot.close();
        }
    }
}
