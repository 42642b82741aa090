package org.edms.backup.engine.references;

import java.util.Objects;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;

/**
 * A key that a place may reference, with its size and range.
 *
 * @param relation where its rows are
 * @param least the least value, for integers
 * @param most the greatest value, for integers
 */
record CandidateKey(Table table, String column, IdKind kind, String relation, long rows, long least, long most) {

    static CandidateKey of(TableSample sample, String column, IdKind kind, String relation) {
        TableSample.Range range =
                kind == IdKind.INTEGER ? sample.counts().ranges().get(column) : new TableSample.Range(0, 0);
        return new CandidateKey(
                sample.table(), column, kind, relation, sample.counts().rows(), range.least(), range.most());
    }

    String quotedColumn() {
        return new Identifier(column).quoted();
    }

    /** Whether each row shares its key with a row of another table. */
    boolean isShared() {
        return table.foreignKeys().stream()
                .anyMatch(foreign -> foreign.columns().contains(column));
    }

    /** Whether each integer from the least to the greatest key is a key. */
    boolean isFullRange() {
        return kind == IdKind.INTEGER && most - least + 1 == rows;
    }

    /** How many keys there are for each integer between two values. */
    double density(long from, long to) {
        long low = Math.max(from, least);
        long high = Math.min(to, most);
        if (high < low) {
            return 0;
        }
        double perInteger = (double) rows / (most - least + 1);
        return Math.min(1, (high - low + 1) * perInteger / (to - from + 1));
    }

    boolean isInRange(String value) {
        long number = Long.parseLong(value);
        return number >= least && number <= most;
    }

    /** Two keys differ in their columns; a table has too much in it to be hashed each time. */
    @Override
    public int hashCode() {
        return Objects.hash(table.tableName(), column);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CandidateKey key
                && key.table.tableName().equals(table.tableName())
                && key.column.equals(column);
    }
}
