package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The data in a restore area that an undo needs: the replaced files, and the journal.
 *
 * @param area the directory of the area
 */
record KeptFiles(SecureTree area) {

    static final Path DIRECTORY = Path.of("before");

    boolean exist() throws IOException {
        return area.isDirectory(DIRECTORY) || SealedJournal.isIn(area);
    }

    /** Returns the size of the replaced files. */
    long bytes() throws IOException {
        long[] bytes = {0};
        area.forEachFile(
                DIRECTORY,
                file -> bytes[0] +=
                        area.attributes(file).map(BasicFileAttributes::size).orElse(0L));
        return bytes[0];
    }

    void deleteReplaced() throws IOException {
        area.deleteTree(DIRECTORY);
    }

    void deleteJournal() throws IOException {
        SealedJournal.delete(area);
    }
}
