package org.edms.backup.engine.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;

/** Checks that at least one path in the rows begins with the prefix of its file root. Otherwise the prefix is wrong. */
record FilePrefixes(EdmsModel model, Catalog catalog) {

    void check(Connection connection, Findings findings) throws SQLException {
        for (Map.Entry<String, List<String>> root : pathsByRoot().entrySet()) {
            String prefix = model.filePrefixes().getOrDefault(root.getKey(), "");
            if (!prefix.isEmpty()) {
                check(root.getKey(), prefix, root.getValue(), connection, findings);
            }
        }
    }

    private void check(String root, String prefix, List<String> paths, Connection connection, Findings findings)
            throws SQLException {
        String all = "(" + String.join(" UNION ALL ", paths) + ") paths";
        String question = """
                SELECT EXISTS (SELECT FROM %1$s WHERE path <> ''),
                       EXISTS (SELECT FROM %1$s WHERE starts_with(path, ?))\
                """.formatted(all);
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, prefix);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                if (answer.getBoolean(1) && !answer.getBoolean(2)) {
                    findings.add(
                            Finding.Kind.PREFIX_UNUSED,
                            root,
                            "no row's path begins with the prefix \"%s\" that the model gives".formatted(prefix));
                }
            }
        }
    }

    private Map<String, List<String>> pathsByRoot() {
        Map<String, List<String>> paths = new TreeMap<>();
        for (Map.Entry<String, TableModel> table : model.tables().entrySet()) {
            catalog.table(model.schema(), table.getKey())
                    .ifPresent(found -> table.getValue()
                            .files()
                            .byColumns()
                            .forEach(file -> paths.computeIfAbsent(file.root(), root -> new ArrayList<>())
                                    .add(select(found, file.path()))));
        }
        return paths;
    }

    private static String select(Table table, String path) {
        return "SELECT %s::text AS path FROM %s".formatted(new Identifier(path).quoted(), table.quotedName());
    }
}
