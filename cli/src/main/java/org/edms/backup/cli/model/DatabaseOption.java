package org.edms.backup.cli.model;

import java.util.Map;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;

/** The option that names the database of the EDMS. */
final class DatabaseOption {

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "the database to read: postgresql://user@host:port/name (default: DB_HOST, DB_PORT, DB_NAME, DB_USER)")
    private String url;

    Database database(Map<String, String> variables) {
        EdmsEnvironment environment = new EdmsEnvironment(variables);
        return url == null
                ? environment
                        .database()
                        .orElseThrow(() -> new BackupException(
                                ErrorCode.WRONG_USAGE, "specify the database with --db, or with DB_HOST and DB_NAME"))
                : environment.database(url);
    }
}
