package org.edms.backup.engine.catalog.ddl;

import java.util.Objects;
import org.edms.backup.engine.catalog.sql.QualifiedName;

/**
 * A statement of a package whose form is known.
 *
 * @param table the table that it is about; null for none, or none that matters
 * @param sequence the value of a sequence that it sets; null for none
 * @param code why it brings code with it; null when it does not
 */
public record CheckedStatement(
        DdlStatement statement, DdlEffect effect, QualifiedName table, SequenceValue sequence, String code) {

    /**
     * How far a sequence has counted.
     *
     * @param called whether the last value was given out
     */
    public record SequenceValue(QualifiedName name, long last, boolean called) {}

    public CheckedStatement {
        Objects.requireNonNull(statement);
        Objects.requireNonNull(effect);
    }

    /** One of which nothing is known but that it is to be run. */
    static CheckedStatement unknown(DdlStatement statement) {
        return new CheckedStatement(statement, DdlEffect.OTHER, null, null, null);
    }
}
