package org.edms.backup.engine.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.Failure;
import org.edms.backup.testing.TestDatabase;

/** Creates backups in a directory, and reads their content. */
public final class Backups {

    private final PackageStore store;
    private final List<Identity> identities = new ArrayList<>();
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<FileRoot> roots = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();
    private final List<BackupRequest.ConfigurationFile> settings = new ArrayList<>();
    private BackupType type = BackupType.FULL;
    private Compression compression = Compression.ZSTD;
    private Meter meter = new Meter();
    private Database database;
    private EdmsModel model = EdmsModel.unknown();
    private boolean includeUsers = true;
    private boolean compareContent;
    private String configuration;

    public Backups(Path directory) {
        this.store = new DirectoryStore(directory);
    }

    Backups(PackageStore store) {
        this.store = store;
    }

    public Backups of(TestDatabase source) {
        database = Database.parse(source.url(), null);
        return this;
    }

    Backups of(Database source) {
        database = source;
        return this;
    }

    public Backups files(Path root) {
        roots.clear();
        roots.add(new FileRoot("storage", root));
        return this;
    }

    /** Adds a directory with this name. */
    public Backups root(String name, Path directory) {
        roots.add(new FileRoot(name, directory));
        return this;
    }

    public Backups type(BackupType wanted) {
        type = wanted;
        return this;
    }

    public Backups compressed(Compression wanted) {
        compression = wanted;
        return this;
    }

    Backups schema(String name) {
        schemas.add(name);
        return this;
    }

    Backups settings(String name, Path file) {
        settings.add(new BackupRequest.ConfigurationFile(name, file));
        return this;
    }

    Backups recipient(Recipient recipient, Identity identity) {
        recipients.add(recipient);
        identities.add(identity);
        return this;
    }

    public Backups edmsModel() throws IOException {
        try (InputStream text = DemoEdms.class.getResourceAsStream("/edms-model.yaml")) {
            model = ModelFile.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Finds a model among the shipped ones, as if the user named none. */
    public Backups shippedModel() {
        model = null;
        return this;
    }

    public Backups model(EdmsModel named) {
        model = named;
        return this;
    }

    public Backups withoutUsers() {
        includeUsers = false;
        return this;
    }

    Backups comparingContent() {
        compareContent = true;
        return this;
    }

    Backups configuration(String name) {
        configuration = name;
        return this;
    }

    public Backups meter(Meter wanted) {
        meter = wanted;
        return this;
    }

    public BackupResult run() throws IOException {
        return new Backup(store, request(), Clock.systemUTC(), meter).run();
    }

    BackupRequest request() {
        return new BackupRequest(
                type,
                new BackupRequest.From(database, schemas, model, roots, settings),
                new BackupRequest.Choice(includeUsers, compareContent, true),
                new BackupRequest.To(null, false, compression, recipients, identities),
                configuration,
                "tester",
                "edms-backup test",
                3);
    }

    public List<Failure> verify(BackupResult result) throws IOException {
        return new Verification(store, packages(), Clock.systemUTC())
                .verify(result.stored().name(), VerifyLevel.FULL)
                .findings();
    }

    /** Returns the packages that an incremental backup builds on. */
    BackupChain chain() throws IOException {
        return BackupChain.find(store, packages(), request());
    }

    StoredPackages packages() {
        return new StoredPackages(store, identities);
    }

    public PackageReader open(BackupResult result) throws IOException {
        return packages().open(result.stored().name());
    }

    List<Entry> entries(BackupResult result) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (PackageReader reader = open(result);
                ManifestStream manifest = reader.openManifest()) {
            for (Optional<Entry> entry = manifest.next(); entry.isPresent(); entry = manifest.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    String content(BackupResult result, String member) throws IOException {
        try (PackageReader reader = open(result)) {
            Entry entry = entries(result).stream()
                    .filter(each -> each.name().value().equals(member))
                    .findFirst()
                    .orElseThrow();
            return new String(reader.content(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Path tree(Path root, String... paths) throws IOException {
        for (String path : paths) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content of " + path);
        }
        return root;
    }
}
