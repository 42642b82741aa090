package org.edms.backup.cli.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;

/**
 * The report of a restore or dry run in a file. It records where the package is, so that a plan can be applied from another
 * directory.
 *
 * @param packageFile empty if the package is on a server
 */
record SavedReport(RestoreReport report, String packageFile) {

    private static final String PACKAGE_FILE = "package_file";

    static SavedReport read(Path file) throws IOException {
        ObjectMapper json = Json.newMapper();
        byte[] saved = Files.readAllBytes(file);
        try {
            return new SavedReport(
                    json.readValue(saved, RestoreReport.class),
                    json.readTree(saved).path(PACKAGE_FILE).asText());
        } catch (IOException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, file + " is not a restore report", e);
        }
    }

    void write(Path file) throws IOException {
        ObjectMapper json = Json.newMapper();
        ObjectNode tree = json.valueToTree(report);
        if (!packageFile.isEmpty()) {
            tree.put(PACKAGE_FILE, packageFile);
        }
        Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
    }

    /** The recorded file, or, if it was moved, the name of the package in the store. */
    String packageName() {
        return !packageFile.isEmpty() && Files.isRegularFile(Path.of(packageFile))
                ? packageFile
                : report.source().name();
    }
}
