package org.edms.backup.service.edms;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.KeyFiles;
import org.edms.backup.engine.age.PublicKey;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.foundation.start.ServiceDirectory;
import org.edms.backup.foundation.start.SettingCheck;
import org.edms.backup.foundation.start.Settings;
import org.edms.backup.foundation.start.Variables;

/** The backed-up EDMS and the package store. */
@Singleton
public class Edms implements Settings {

    private static final int MOST_PERCENT = 100;

    private final EdmsSettings settings;
    private final EdmsEnvironment environment;

    Edms(EdmsSettings settings, Variables variables) {
        this.settings = settings;
        this.environment = new EdmsEnvironment(variables.all());
    }

    public Database database() {
        return environment.database().orElseThrow();
    }

    public List<FileRoot> roots() {
        return environment.roots();
    }

    public PackageStores stores() {
        return new PackageStores(root());
    }

    public Path root() {
        return settings.root().orElseThrow();
    }

    /** The configured model; null to find one among the shipped models. */
    public EdmsModel namedModel() throws IOException {
        return settings.model().isEmpty()
                ? null
                : ModelFile.read(settings.model().get());
    }

    public List<Recipient> recipients() {
        return settings.recipients().orElse(List.of()).stream()
                .<Recipient>map(PublicKey::parse)
                .toList();
    }

    /** The keys that decrypt packages. */
    public List<Identity> identities() throws IOException {
        return KeyFiles.identities(identityFiles(), settings.passphraseFile().orElse(null));
    }

    public List<Path> identityFiles() {
        return settings.identities().orElse(List.of());
    }

    public int parallelism() {
        return settings.parallelism() > 0
                ? settings.parallelism()
                : Runtime.getRuntime().availableProcessors();
    }

    /** A backup that has fewer percent of the rows or files of the previous one ends with warnings; 0 disables the check. */
    public int warnBelowPercent() {
        return settings.warnBelowPercent();
    }

    public BackupRequest.From source() throws IOException {
        return new BackupRequest.From(
                database(), settings.schemas().orElse(List.of()), namedModel(), roots(), configurationFiles());
    }

    private List<BackupRequest.ConfigurationFile> configurationFiles() {
        return settings.configFiles().orElse(List.of()).stream()
                .map(file -> new BackupRequest.ConfigurationFile(
                        file.substring(0, file.indexOf('=')), Path.of(file.substring(file.indexOf('=') + 1))))
                .toList();
    }

    /** The name and version of this program, for packages and reports. */
    public String tool() {
        String version = Edms.class.getPackage().getImplementationVersion();
        return "edms-backup " + (version == null ? "(not packaged)" : version);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ServiceDirectory.problemsOfStore(settings.root()));
        problems.addAll(SettingCheck.problems("DB_NAME", () -> {
            if (environment.database().isEmpty()) {
                problems.add("DB_NAME is missing: the EDMS's database, with DB_HOST, DB_PORT, DB_USER and DB_PASSWORD "
                        + "or DB_PASSWORD_FILE");
            }
        }));
        for (FileRoot files : environment.roots()) {
            problems.addAll(
                    ServiceDirectory.ofFiles(files.name(), files.directory()).problemsOfReading());
        }
        settings.configFiles().orElse(List.of()).stream()
                .filter(file -> file.indexOf('=') < 1)
                .forEach(file -> problems.add("edms.backup.config-files contains " + file + ": write NAME=PATH"));
        if (settings.warnBelowPercent() < 0 || settings.warnBelowPercent() > MOST_PERCENT) {
            problems.add(
                    "edms.backup.warn-below-percent is " + settings.warnBelowPercent() + ": must be between 0 and 100");
        }
        problems.addAll(SettingCheck.problems("edms.backup.recipients", this::recipients));
        problems.addAll(SettingCheck.problems("edms.backup.identities", this::identities));
        problems.addAll(SettingCheck.problems("edms.backup.model", this::namedModel));
        return problems;
    }
}
