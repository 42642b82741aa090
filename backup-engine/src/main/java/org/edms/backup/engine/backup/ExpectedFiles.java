package org.edms.backup.engine.backup;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.FileTree;

/**
 * Compares the files that rows of a root declare with the files found. The database sorts its rows in the order of the files, so
 * neither side is held in memory.
 */
final class ExpectedFiles implements Closeable {

    private static final int ROWS_AT_A_TIME = 10_000;
    private static final int SHA256_CHARACTERS = 64;

    private final Findings findings;
    private final Statement statement;
    private final ResultSet rows;
    private boolean more;

    private ExpectedFiles(Findings findings, Statement statement, String query) throws SQLException {
        this.findings = findings;
        this.statement = statement;
        statement.setFetchSize(ROWS_AT_A_TIME);
        this.rows = statement.executeQuery(query);
        this.more = rows.next();
    }

    /** Returns an instance that expects no files, for roots that no row references. */
    static ExpectedFiles none() {
        return new ExpectedFiles();
    }

    private ExpectedFiles() {
        this.findings = null;
        this.statement = null;
        this.rows = null;
    }

    static ExpectedFiles of(String root, EdmsModel model, Catalog catalog, Connection connection, Findings findings) {
        List<String> queries = new ArrayList<>();
        for (Map.Entry<String, TableModel> table : model.tables().entrySet()) {
            catalog.table(model.schema(), table.getKey())
                    .ifPresent(found -> table.getValue().files().byColumns().stream()
                            .filter(columns -> columns.root().equals(root))
                            .forEach(columns -> queries.add(
                                    query(found, columns, model.filePrefixes().get(root)))));
        }
        if (queries.isEmpty()) {
            return none();
        }
        String ordered = "SELECT * FROM (" + String.join(" UNION ALL ", queries)
                + ") expected ORDER BY convert_to(path, 'UTF8'), row_name";
        try {
            return new ExpectedFiles(findings, connection.createStatement(), ordered);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, "the files that rows name");
        }
    }

    private static String query(Table table, TableModel.FileColumns columns, String prefix) {
        String path = new Identifier(columns.path()).quoted();
        String key = table.primaryKey() == null
                ? "ctid::text"
                : table.primaryKey().columns().stream()
                        .map(column -> new Identifier(column).quoted() + "::text")
                        .collect(Collectors.joining(" || ',' || "));
        String literal = "'" + prefix.replace("'", "''") + "'";
        return """
                SELECT CASE WHEN starts_with(%1$s, %2$s) THEN substr(%1$s, length(%2$s) + 1) ELSE %1$s END AS path,
                       %3$s AS size, %4$s AS sha256, '%5$s ' || %6$s AS row_name
                FROM %7$s WHERE %1$s <> ''\
                """.formatted(
                        path + "::text",
                        literal,
                        columns.size() == null ? "NULL::bigint" : new Identifier(columns.size()).quoted() + "::bigint",
                        columns.sha256() == null ? "NULL::text" : new Identifier(columns.sha256()).quoted() + "::text",
                        table.qualifiedName().replace("'", "''"),
                        key,
                        table.quotedName());
    }

    /** Compares the next file. Files that were expected before it are missing. */
    void passes(Entry file) {
        try {
            String path = file.file().path();
            while (more && FileTree.compareBytes(rows.getString("path"), path) <= 0) {
                if (rows.getString("path").equals(path)) {
                    compare(file);
                } else {
                    missing();
                }
                more = rows.next();
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, "the files that rows name");
        }
    }

    /** Ends the comparison after the last file. */
    void end() {
        try {
            while (more) {
                missing();
                more = rows.next();
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, "the files that rows name");
        }
    }

    private void missing() throws SQLException {
        findings.add(Finding.Kind.FILE_MISSING, rows.getString("row_name"), rows.getString("path"));
    }

    private void compare(Entry file) throws SQLException {
        long size = rows.getLong("size");
        if (!rows.wasNull() && size != file.bytes()) {
            differs("%s has %d bytes instead of %d".formatted(rows.getString("path"), file.bytes(), size));
            return;
        }
        String sha256 = rows.getString("sha256");
        boolean comparable = sha256 != null && sha256.length() == SHA256_CHARACTERS;
        if (comparable && !sha256.toLowerCase(Locale.ROOT).equals(file.sha256())) {
            differs("%s has the SHA-256 %s instead of %s".formatted(rows.getString("path"), file.sha256(), sha256));
        }
    }

    private void differs(String detail) throws SQLException {
        findings.add(Finding.Kind.FILE_DIFFERS, rows.getString("row_name"), detail);
    }

    @Override
    public void close() {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, "the files that rows name");
        }
    }
}
