package org.edms.backup.foundation.start;

import java.io.IOException;
import java.util.List;
import org.edms.backup.model.error.BackupException;

/** Reads the file that a setting names, to find out whether it is readable. */
@FunctionalInterface
public interface SettingCheck {

    void run() throws IOException;

    /** The problems found; empty if there are none. */
    static List<String> problems(String property, SettingCheck check) {
        try {
            check.run();
            return List.of();
        } catch (IOException e) {
            return List.of(property + " names an unreadable file: " + e.getMessage());
        } catch (BackupException e) {
            return List.of(property + ": " + e.getMessage());
        }
    }
}
