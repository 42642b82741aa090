package org.edms.backup.engine.catalog.ddl;

import java.util.Objects;
import org.edms.backup.engine.catalog.sql.QualifiedName;

/**
 * A statement of a package whose form is known.
 *
 * @param table the table that it affects; null if there is none, or none that matters
 * @param sequence the sequence value that it sets; null for none
 * @param code the reason why it contains code; null if it does not
 */
public record CheckedStatement(
        DdlStatement statement, DdlEffect effect, QualifiedName table, SequenceValue sequence, String code) {

    /**
     * The position of a sequence.
     *
     * @param called whether the last value was already returned by {@code nextval}
     */
    public record SequenceValue(QualifiedName name, long last, boolean called) {}

    public CheckedStatement {
        Objects.requireNonNull(statement);
        Objects.requireNonNull(effect);
    }

    /** Returns a statement of unknown form, which is only executed. */
    static CheckedStatement unknown(DdlStatement statement) {
        return new CheckedStatement(statement, DdlEffect.OTHER, null, null, null);
    }
}
