package org.edms.backup.worker;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.KeyFiles;
import org.edms.backup.engine.age.PublicKey;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.foundation.start.ServiceDirectory;
import org.edms.backup.foundation.start.SettingCheck;
import org.edms.backup.foundation.start.Settings;
import org.edms.backup.foundation.start.Variables;

/** The EDMS to restore into, its package store, and the keys that decrypt packages. */
@Singleton
class Edms implements Settings {

    private final EdmsSettings settings;
    private final EdmsEnvironment environment;

    Edms(EdmsSettings settings, Variables variables) {
        this.settings = settings;
        this.environment = new EdmsEnvironment(variables.all());
    }

    /** File directories may be missing: a restore creates them. */
    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ServiceDirectory.problemsOfStore(settings.root()));
        problems.addAll(SettingCheck.problems("DB_NAME", () -> {
            if (environment.database().isEmpty()) {
                problems.add(
                        "DB_NAME is missing: set it to the database to restore into, with DB_HOST, DB_PORT, DB_USER and "
                                + "DB_PASSWORD or DB_PASSWORD_FILE");
            }
        }));
        environment.roots().stream()
                .filter(files -> Files.exists(files.directory()))
                .map(files -> ServiceDirectory.ofFiles(files.name(), files.directory()))
                .forEach(files -> problems.addAll(files.problemsOfWriting()));
        problems.addAll(SettingCheck.problems("edms.backup.recipients", this::recipients));
        problems.addAll(SettingCheck.problems("edms.backup.identities, edms.backup.passphrase-file", this::identities));
        problems.addAll(SettingCheck.problems("edms.backup.model", this::namedModel));
        return problems;
    }

    Database target() {
        return environment.database().orElseThrow();
    }

    List<FileRoot> roots() {
        return environment.roots();
    }

    Path root() {
        return settings.root().orElseThrow();
    }

    /** The store for safety packages. */
    PackageStore store() {
        return stores().at("");
    }

    PackageStores stores() {
        return new PackageStores(root());
    }

    List<Recipient> recipients() {
        return settings.recipients().orElse(List.of()).stream()
                .<Recipient>map(PublicKey::parse)
                .toList();
    }

    /** Reads the files each time: keys are rotated while the worker runs. */
    List<Identity> identities() throws IOException {
        return KeyFiles.identities(
                settings.identities().orElse(List.of()),
                settings.passphraseFile().orElse(null));
    }

    /** The configured model; null for the model in the package. */
    EdmsModel namedModel() throws IOException {
        return settings.model().isEmpty()
                ? null
                : ModelFile.read(settings.model().get());
    }

    /** The model that reads packages of the earlier system. */
    EdmsModel modelOfEarlierPackages() throws IOException {
        EdmsModel named = namedModel();
        return named == null ? ShippedModels.ofEarlierPackages() : named;
    }

    int parallelism() {
        return settings.parallelism() > 0
                ? settings.parallelism()
                : Runtime.getRuntime().availableProcessors();
    }
}
