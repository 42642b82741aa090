package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;

/**
 * The outcome of the rows of one table.
 *
 * @param rowsBefore the rows of the target's table before the restore, and {@code rowsAfter} after it
 */
public record TableAccount(
        String table, boolean critical, @JsonUnwrapped Account account, long rowsBefore, long rowsAfter) {

    public TableAccount {
        Objects.requireNonNull(table);
        Objects.requireNonNull(account);
    }
}
