package org.edms.backup.engine.backup;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DigestAlgorithm;
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

    private final Findings findings;
    private final Statement statement;
    private final ResultSet rows;
    private final Set<DigestAlgorithm> algorithms;
    private boolean more;

    private ExpectedFiles(Findings findings, Statement statement, String query, Set<DigestAlgorithm> algorithms)
            throws SQLException {
        this.algorithms = algorithms;
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
        this.algorithms = Set.of();
        this.findings = null;
        this.statement = null;
        this.rows = null;
    }

    static ExpectedFiles of(String root, EdmsModel model, Catalog catalog, Connection connection, Findings findings) {
        List<String> queries = new ArrayList<>();
        Set<DigestAlgorithm> algorithms = EnumSet.noneOf(DigestAlgorithm.class);
        for (Map.Entry<String, TableModel> table : model.tables().entrySet()) {
            Optional<Table> found = catalog.table(model.schema(), table.getKey());
            for (TableModel.FileColumns columns : table.getValue().files().byColumns()) {
                if (found.isPresent() && columns.root().equals(root)) {
                    queries.add(query(found.get(), columns, model.filePrefixes().get(root)));
                    if (columns.digest() != null) {
                        algorithms.add(columns.digest().algorithm());
                    }
                }
            }
        }
        if (queries.isEmpty()) {
            return none();
        }
        String ordered = "SELECT * FROM (" + String.join(" UNION ALL ", queries)
                + ") expected ORDER BY convert_to(path, 'UTF8'), row_name";
        try {
            return new ExpectedFiles(findings, connection.createStatement(), ordered, algorithms);
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
                       %3$s AS size, '%4$s' AS algorithm, %5$s AS digest, '%6$s ' || %7$s AS row_name
                FROM %8$s WHERE %1$s <> ''\
                """.formatted(
                        path + "::text",
                        literal,
                        columns.size() == null ? "NULL::bigint" : new Identifier(columns.size()).quoted() + "::bigint",
                        columns.digest() == null
                                ? DigestAlgorithm.SHA256
                                : columns.digest().algorithm(),
                        columns.digest() == null
                                ? "NULL::text"
                                : new Identifier(columns.digest().column()).quoted() + "::text",
                        table.qualifiedName().replace("'", "''"),
                        key,
                        table.quotedName());
    }

    /** Returns the digests that rows declare, besides that of the manifest. */
    Set<DigestAlgorithm> algorithms() {
        Set<DigestAlgorithm> others = EnumSet.noneOf(DigestAlgorithm.class);
        others.addAll(algorithms);
        others.remove(DigestAlgorithm.SHA256);
        return others;
    }

    /**
     * Compares the next file. Files that were expected before it are missing.
     *
     * @param digests its {@link #algorithms}; empty if the file was not read, because it is unchanged since the package that has it
     */
    void passes(Entry file, Map<DigestAlgorithm, String> digests) {
        try {
            String path = file.file().path();
            while (more && FileTree.compareBytes(rows.getString("path"), path) <= 0) {
                if (rows.getString("path").equals(path)) {
                    compare(file, digests);
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

    private void compare(Entry file, Map<DigestAlgorithm, String> digests) throws SQLException {
        long size = rows.getLong("size");
        if (!rows.wasNull() && size != file.bytes()) {
            differs("%s has %d bytes instead of %d".formatted(rows.getString("path"), file.bytes(), size));
            return;
        }
        DigestAlgorithm algorithm = DigestAlgorithm.valueOf(rows.getString("algorithm"));
        String declared = algorithm.digits(rows.getString("digest"));
        String found = algorithm == DigestAlgorithm.SHA256 ? file.sha256() : digests.get(algorithm);
        if (declared != null && found != null && !declared.equals(found)) {
            differs("%s has the %s %s instead of %s"
                    .formatted(rows.getString("path"), algorithm.title(), found, declared));
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
