package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;

/**
 * The outcome of the rows of one table.
 *
 * @param rowsBefore the rows of the target's table before the restore, and {@code rowsAfter} after it
 * @param onMatch what happened to matched rows that differ, if the model asked for something else than the options; else null
 */
public record TableAccount(
        String table,
        boolean critical,
        @JsonUnwrapped Account account,
        long rowsBefore,
        long rowsAfter,
        OnMatch onMatch) {

    public TableAccount(String table, boolean critical, Account account, long rowsBefore, long rowsAfter) {
        this(table, critical, account, rowsBefore, rowsAfter, null);
    }

    public TableAccount {
        Objects.requireNonNull(table);
        Objects.requireNonNull(account);
    }
}
