package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;

/**
 * What became of the rows of one table.
 *
 * @param rowsBefore in the target, and {@code rowsAfter}
 */
public record TableAccount(
        String table, boolean critical, @JsonUnwrapped Account account, long rowsBefore, long rowsAfter) {

    public TableAccount {
        Objects.requireNonNull(table);
        Objects.requireNonNull(account);
    }
}
