package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that name the package to restore. */
final class PackageSelection {

    @Parameters(
            arity = "0..1",
            paramLabel = "PACKAGE",
            description = "a package file, or the name of a package in the store; with a server, a file is uploaded")
    private String name;

    @Option(
            names = {"--package", "--from-file"},
            paramLabel = "PACKAGE",
            description = "same as the argument PACKAGE")
    private String nameOption;

    @Option(
            names = "--backup-job",
            paramLabel = "ID",
            description = "the package with this ID in the store, or the package of this backup job on a server")
    private String id;

    boolean isEmpty() {
        return name == null && nameOption == null && id == null;
    }

    /** The ID; null if the package is named otherwise. */
    String id() {
        return id;
    }

    /**
     * The name of the package; nothing if it is selected by its ID.
     *
     * @param report names the package if no option does; null for none
     */
    Optional<String> name(Path report) throws IOException {
        boolean isNamedByReport = report != null && name == null && nameOption == null;
        long selections = Stream.of(name != null, nameOption != null, id != null, isNamedByReport)
                .filter(given -> given)
                .count();
        if (selections != 1) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "specify exactly one package: PACKAGE, --package or --backup-job");
        }
        if (isNamedByReport) {
            return Optional.of(SavedReport.read(report).packageName());
        }
        return Optional.ofNullable(name).or(() -> Optional.ofNullable(nameOption));
    }
}
