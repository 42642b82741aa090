package org.edms.backup.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;

/** Options that locate the EDMS for commands in this process: its database, files and model. */
@LocalOnly
public final class EdmsOptions {

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = {
                "the database of the EDMS:",
                "[jdbc:]postgresql://user@host:port/name",
                "(default: DB_HOST, DB_PORT, DB_NAME, DB_USER).",
                "The password is taken from the URL, PGPASSWORD, DB_PASSWORD or .pgpass"
            })
    private String url;

    @Option(
            names = "--files",
            paramLabel = "NAME=DIR",
            description = "a directory with files of the EDMS, and its name in packages; repeatable "
                    + "(default: EDMS_STORAGE_NAME, for each NAME)")
    private Map<String, Path> files;

    @Option(
            names = "--config-files",
            paramLabel = "NAME=PATH",
            description = "a configuration file of the EDMS, and its name in packages; repeatable")
    private Map<String, Path> configurationFiles;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "the model that describes the columns, in the format of edms-model.yaml, or the name of a shipped model "
                            + "(default: the model in the package, or the shipped model that fits the database)")
    private Path model;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "a schema to back up; repeatable (default: all except system schemas)")
    private List<String> schemas;

    public BackupRequest.From from(boolean withDatabase, boolean withFiles, Map<String, String> environment)
            throws IOException {
        List<BackupRequest.ConfigurationFile> settings = new ArrayList<>();
        if (configurationFiles != null) {
            configurationFiles.forEach((name, path) -> settings.add(new BackupRequest.ConfigurationFile(name, path)));
        }
        return new BackupRequest.From(
                withDatabase ? database(environment) : null,
                schemas == null ? List.of() : schemas,
                namedModel(),
                withFiles ? roots(environment) : List.of(),
                settings);
    }

    /** The database to restore into, and where its files go. */
    public record Target(Database database, List<FileRoot> roots) {

        @Override
        public String toString() {
            return (database == null ? "" : database + " ")
                    + roots.stream().map(root -> root.directory().toString()).toList();
        }
    }

    public Target target(boolean withDatabase, boolean withFiles, Map<String, String> environment) {
        return new Target(withDatabase ? database(environment) : null, withFiles ? roots(environment) : List.of());
    }

    /** The database and the files that options or the environment name; at least one of them. */
    public Target anyTarget(Map<String, String> environment) {
        boolean withDatabase =
                url != null || new EdmsEnvironment(environment).database().isPresent();
        return target(withDatabase || roots(environment).isEmpty(), true, environment);
    }

    /** The database that an option or the environment names. */
    public Optional<Database> namedDatabase(Map<String, String> environment) {
        return url == null ? new EdmsEnvironment(environment).database() : Optional.of(parse(url, environment));
    }

    /** The model in {@code --model}; null to use that of the package, or to find one among the shipped models. */
    public EdmsModel namedModel() throws IOException {
        return model == null ? null : ModelFile.read(model);
    }

    /** The model that reads packages of the earlier system. */
    public EdmsModel modelOfEarlierPackages() throws IOException {
        return model == null ? ShippedModels.ofEarlierPackages() : ModelFile.read(model);
    }

    public Database parse(String name, Map<String, String> environment) {
        return new EdmsEnvironment(environment).database(name);
    }

    private Database database(Map<String, String> environment) {
        if (url != null) {
            return parse(url, environment);
        }
        return new EdmsEnvironment(environment)
                .database()
                .orElseThrow(() -> new BackupException(
                        ErrorCode.WRONG_USAGE, "specify the database with --db, or with DB_HOST and DB_NAME"));
    }

    private List<FileRoot> roots(Map<String, String> environment) {
        if (files == null) {
            return new EdmsEnvironment(environment).roots();
        }
        return files.entrySet().stream()
                .map(root -> new FileRoot(root.getKey(), root.getValue()))
                .sorted(Comparator.comparing(FileRoot::name))
                .toList();
    }
}
