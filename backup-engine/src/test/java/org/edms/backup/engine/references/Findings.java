package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.testing.TestDatabase;

/** What the finder reports about a database. */
final class Findings {

    private Findings() {}

    static List<FoundReference> in(TestDatabase database, EdmsModel model) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            return new ReferenceFinder(connection, TableCatalog.read(new CatalogQuery(connection, List.of())), model)
                    .find();
        }
    }

    static List<FoundReference> in(TestDatabase database) throws SQLException {
        return in(database, EdmsModel.unknown());
    }

    /** A finding in one line: place and tables. */
    static String line(FoundReference found) {
        return found.place() + " -> "
                + found.targets().stream()
                        .map(target -> target.table().table())
                        .distinct()
                        .sorted()
                        .toList();
    }

    static List<String> lines(List<FoundReference> found) {
        return found.stream().map(Findings::line).toList();
    }
}
