package org.edms.backup.engine.references;

import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The references that a caller asks for. Columns that cannot contain any are ruled out before their values are compared.
 *
 * @param tables whether references in the rows of a table count
 * @param keys whether references to a column of a table count
 * @param openOnly whether those that the model declares or dismisses do not count
 */
public record SearchScope(Predicate<Table> tables, BiPredicate<Table.Name, String> keys, boolean openOnly) {

    /** All references, also those that the model declares. */
    static final SearchScope ALL = new SearchScope(table -> true, (table, column) -> true, false);
}
