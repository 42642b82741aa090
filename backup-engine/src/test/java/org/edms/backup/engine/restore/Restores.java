package org.edms.backup.engine.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.compare.Comparison;
import org.edms.backup.engine.restore.compare.ComparisonResult;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.target.CommitInquiry;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.testing.TestDatabase;

/** Builds and runs restores of the packages in a directory. */
final class Restores {

    private final DirectoryStore store;
    private final String packageName;
    private final String sha256;
    private final List<FileRoot> roots = new ArrayList<>();
    private final Set<String> skipTables = new HashSet<>();
    private final Set<String> dropColumns = new HashSet<>();
    private List<Identity> identities = List.of();
    private String url;
    private RestoreReport plan;
    private Database target;
    private EdmsModel model;
    private RestoreMode mode = RestoreMode.MERGE;
    private RestoreScope scope;
    private Strategy strategy;
    private OnMatch onMatch;
    private boolean skipUsers;
    private boolean dryRun;
    private boolean trustCode;
    private String codeRole;
    private boolean allowPartial;
    private boolean allowUndeclared;
    private boolean confirmed = true;
    private Duration patience = CommitInquiry.TIMEOUT;
    private Meter meter = new Meter();
    private Restore.SafetyPackage safety;
    private RestoreJobId id = new RestoreJobId(UUID.randomUUID());

    Restores(Path store, BackupResult backup) {
        this(store, backup.stored());
    }

    Restores(Path store, StoredPackage stored) {
        this.store = new DirectoryStore(store);
        this.packageName = stored.name();
        this.sha256 = stored.sha256();
    }

    static EdmsModel edmsModel() throws IOException {
        try (var text = DemoEdms.class.getResourceAsStream("/edms-model.yaml")) {
            return ModelFile.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Restores into(TestDatabase database) {
        return into(database.url());
    }

    Restores into(String wanted) {
        url = wanted;
        target = Database.parse(url, null);
        return this;
    }

    /** Sets how long to wait for a server whose connection was lost during the commit. */
    Restores waitForServer(Duration wanted) {
        patience = wanted;
        return this;
    }

    Restores as(String user, String password) {
        target = Database.parse(
                url.replaceFirst("user=[^&]*", "user=" + user).replaceFirst("password=[^&]*", "password=" + password),
                null);
        return this;
    }

    Restores identities(List<Identity> wanted) {
        identities = List.copyOf(wanted);
        return this;
    }

    /** Restores files of this name into a directory. */
    Restores root(String name, Path directory) {
        roots.add(new FileRoot(name, directory));
        return this;
    }

    Restores files(Path root) {
        roots.add(new FileRoot("storage", root));
        return this;
    }

    Restores model(EdmsModel wanted) {
        model = wanted;
        return this;
    }

    Restores mode(RestoreMode wanted) {
        mode = wanted;
        return this;
    }

    Restores scope(RestoreScope wanted) {
        scope = wanted;
        return this;
    }

    Restores strategy(Strategy wanted) {
        strategy = wanted;
        return this;
    }

    Restores onMatch(OnMatch wanted) {
        onMatch = wanted;
        return this;
    }

    Restores skipUsers() {
        skipUsers = true;
        return this;
    }

    Restores dryRun() {
        dryRun = true;
        return this;
    }

    Restores codeRole(String role) {
        codeRole = role;
        return this;
    }

    Restores trustCode() {
        trustCode = true;
        return this;
    }

    Restores allowPartial() {
        allowPartial = true;
        return this;
    }

    Restores allowUndeclared() {
        allowUndeclared = true;
        return this;
    }

    Restores unconfirmed() {
        confirmed = false;
        return this;
    }

    Restores plan(RestoreReport wanted) {
        plan = wanted;
        return this;
    }

    Restores safetyBackup(Restore.SafetyPackage wanted) {
        safety = wanted;
        return this;
    }

    Restores id(RestoreJobId wanted) {
        id = wanted;
        return this;
    }

    Restores meter(Meter wanted) {
        meter = wanted;
        return this;
    }

    Restores skipTable(String table) {
        skipTables.add(table);
        return this;
    }

    Restores dropColumn(String column) {
        dropColumns.add(column);
        return this;
    }

    RestoreReport run() throws IOException {
        RestoreOptions options = RestoreOptions.builder()
                .mode(mode)
                .scope(scope)
                .strategy(strategy)
                .onMatch(onMatch)
                .skipUsers(skipUsers)
                .dryRun(dryRun)
                .allowPartial(allowPartial)
                .allowUndeclared(allowUndeclared)
                .safetyBackup(safety != null)
                .skipTables(List.copyOf(skipTables))
                .dropColumns(List.copyOf(dropColumns))
                .trustCode(trustCode)
                .codeRole(codeRole)
                .build();
        return new Restore(store, identities, task(options), safety, Clock.systemUTC(), meter)
                .waitForServer(patience)
                .run();
    }

    /** Returns the undo of a restore into this target. */
    Undo undo(RestoreJobId restore) {
        UndoTask task = new UndoTask(restore, target, roots, "tester", "edms-backup test", 3);
        return new Undo(store, List.of(), task, Clock.systemUTC(), meter).waitForServer(patience);
    }

    /** Runs a test restore of the package on the target's server. */
    RestoreReport test(boolean keep) throws IOException {
        return new TestRestore(store, identities, task(RestoreOptions.defaults()), keep, Clock.systemUTC(), meter)
                .run();
    }

    /** Compares the package with the target. */
    ComparisonResult compare() throws IOException {
        try (RestoredPackage source = RestoredPackage.open(new StoredPackages(store, identities), packageName)) {
            return Comparison.of(source, target, model, roots);
        }
    }

    private RestoreTask task(RestoreOptions options) {
        return new RestoreTask(
                new RestoreRequest(id, packageName, sha256, options, "tester"),
                target,
                roots,
                model,
                plan,
                confirmed,
                "edms-backup test",
                3);
    }
}
