package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import org.edms.backup.model.error.BackupException;

/** One step of the cleanup after a failure. */
@FunctionalInterface
interface CleanUp {

    void run() throws IOException, SQLException;

    /**
     * Runs all steps. If one fails, for example because the server is unreachable, the next restore does its work.
     *
     * @param failure receives the failures of steps as suppressed exceptions
     */
    static void after(Exception failure, CleanUp... steps) {
        for (CleanUp step : steps) {
            try {
                step.run();
            } catch (IOException | SQLException | BackupException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
