package org.edms.backup.engine.restore.merge;

import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.TableAccount;

/**
 * A table after writing.
 *
 * @param account {@link Account#EMPTY} for a table whose rows are only referenced
 */
record WrittenTable(MatchedTable table, Account account, long rowsAfter) {

    /** @param option what the options say about matched rows */
    TableAccount report(OnMatch option) {
        OnMatch onMatch = table.onMatch(option);
        return new TableAccount(
                table.name(),
                table.meaning().critical(),
                account,
                table.rowsBefore(),
                rowsAfter,
                onMatch == option ? null : onMatch);
    }
}
