package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.SqlTemplate;

/**
 * The rows of another table that identify the rows that they reference: the home folder of a user is that of the user with the same
 * name.
 *
 * @param table the table whose rows are identified
 * @param id the column by which they are referenced
 * @param referring the table with the references, staged
 */
record ReferringRows(StagedTable table, String id, StagedTable referring, TableModel.ReferencedBy key) {

    private static final SqlTemplate JOIN = SqlTemplate.of("""
            JOIN :staging referring ON referring.:by = s.:id
            JOIN :target referred ON :sameKey
            """);

    private static final SqlTemplate NONE =
            SqlTemplate.of(":row.:id NOT IN (SELECT x.:by FROM :rows x WHERE x.:by IS NOT NULL)");

    /** Empty if the rows of a table identify themselves, or if the package lacks the rows that identify them. */
    static Optional<ReferringRows> of(StagedTable table, TableSet<StagedTable> tables) {
        TableModel.ReferencedBy key = table.meaning().key().referencedBy();
        if (key == null || table.primaryKey().size() != 1 || !table.hasAll(table.primaryKey())) {
            return Optional.empty();
        }
        return tables.find(new Table.Name(table.target().schema(), key.table()))
                .filter(referring -> referring.has(key.by()) && referring.hasAll(key.key()))
                .map(referring -> new ReferringRows(table, table.primaryKey().get(0), referring, key));
    }

    /** Joins a staged row {@code s} with the row {@code referred} of the target that has the same key as the one that references it. */
    String join() {
        return JOIN.with("staging", referring.staging())
                .with("by", quoted(key.by()))
                .with("id", quoted(id))
                .with("target", referring.scanTarget())
                .with(
                        "sameKey",
                        key.key().stream()
                                .map(column -> "referred.%1$s = referring.%1$s".formatted(quoted(column)))
                                .collect(Collectors.joining(" AND ")))
                .sql();
    }

    /** A condition on a row {@code t} of the target: {@code referred} references it. */
    String isReferred() {
        return "t.%s = referred.%s".formatted(quoted(id), quoted(key.by()));
    }

    /** A condition on a staged row {@code s}: no row references it. */
    String noneOfPackage() {
        return none("s", referring.staging());
    }

    /** A condition on a row {@code t} of the target: no row references it. */
    String noneOfTarget() {
        return none("t", referring.scanTarget());
    }

    private String none(String row, String rows) {
        return NONE.with("row", row)
                .with("id", quoted(id))
                .with("by", quoted(key.by()))
                .with("rows", rows)
                .sql();
    }
}
