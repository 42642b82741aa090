package org.edms.backup.foundation.start;

import java.io.IOException;
import java.util.List;
import org.edms.backup.model.error.BackupException;

/** Reads what a setting names, to find out whether that can be read. */
@FunctionalInterface
public interface Reading {

    void read() throws IOException;

    /** What is wrong with it; nothing when nothing is. */
    static List<String> problems(String property, Reading reading) {
        try {
            reading.read();
            return List.of();
        } catch (IOException e) {
            return List.of(property + " names a file that cannot be read: " + e.getMessage());
        } catch (BackupException e) {
            return List.of(property + ": " + e.getMessage());
        }
    }
}
