package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.edms.backup.cli.option.EdmsOptions;
import org.edms.backup.cli.option.KeyOptions;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Backs up a database before a restore changes it. */
record SafetyBackup(EdmsOptions edms, KeyOptions keys, Meter meter) {

    /** @param store null if none is named: a safety package is never put beside the file that happens to be restored */
    StoredPackage create(Database database, Path store) throws IOException {
        if (store == null) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    ("the safety backup of %s needs a package store: specify one with --store or BACKUP_ROOT, "
                                    + "or pass --no-safety-backup")
                            .formatted(database));
        }
        BackupRequest request = BackupRequest.beforeRestore(
                database,
                edms.namedModel(),
                List.of(),
                keys.identities(),
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors());
        return new Backup(new DirectoryStore(store), request, Clock.systemUTC(), meter)
                .run()
                .stored();
    }
}
