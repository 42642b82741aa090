package org.edms.backup.engine.backup;

import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;

/**
 * Reports what an export does with keys that encrypt files. They are secrets that an export must contain: without its key, a file
 * cannot be read.
 */
record FileKeyCheck(EdmsModel model, TableSelection choice) {

    /**
     * @param encrypted whether only some can read the package
     * @param files whether the package has files
     */
    void report(Iterable<Table> tables, boolean encrypted, boolean files, Findings findings) {
        Set<Table.Name> chosen =
                choice.tables().stream().map(each -> each.table().tableName()).collect(Collectors.toSet());
        for (Table table : tables) {
            for (String key : model.meaning(table).files().keys()) {
                String column = table.qualifiedName() + "." + key;
                boolean isExported = chosen.contains(table.tableName());
                if (isExported && !encrypted) {
                    findings.add(
                            Finding.Kind.FILE_KEY_EXPORTED,
                            column,
                            "it contains keys that encrypt files, and the package is not encrypted");
                }
                if (!isExported && files) {
                    findings.add(
                            Finding.Kind.FILE_KEY_LEFT_OUT,
                            column,
                            "files that these keys encrypt can only be read where the keys are the same");
                }
            }
        }
    }
}
