package org.edms.backup.engine.backup;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.PackageHeader;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.StatementCanceller;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.id.UuidV7;

/**
 * Creates a backup: one package that appears in the store complete, or not at all.
 *
 * <p>The database snapshot is taken first, and the files are read after it. The EDMS writes the file of a document before its
 * row, and never changes it, so every file that the snapshot references exists when the files are read. A crash at any step
 * leaves a partial file that is not recognized as a package and that the next backup removes.
 */
public final class Backup {

    private static final DateTimeFormatter TIME_IN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int CHARACTERS_OF_ID_IN_NAME = 8;

    private final PackageStore store;
    private final BackupRequest request;
    private final Clock clock;
    private final Meter meter;
    private final StoredPackages packages;
    private Runnable disableInterruption = () -> {};

    public Backup(PackageStore store, BackupRequest request, Clock clock, Meter meter) {
        this.store = store;
        this.request = request;
        this.clock = clock;
        this.meter = meter;
        this.packages = new StoredPackages(store, request.to().identities());
    }

    /** Sets the action that keeps the caller from interrupting this thread. It runs before the package is published. */
    public Backup disableInterruptionWith(Runnable action) {
        disableInterruption = action;
        return this;
    }

    /**
     * Runs the backup. Interrupting its thread cancels it, until interruption is disabled before the package is published.
     *
     * @throws BackupException if the backup failed; no package was created
     */
    public BackupResult run() throws IOException {
        Instant now = clock.instant();
        PackageId id = new PackageId(new UuidV7(clock).next());
        PackageFileName name = nameOf(id, now);
        store.removeLeftovers();
        BackupChain chain =
                request.onlyChangedFiles() ? BackupChain.find(store, packages, request) : BackupChain.none();
        meter.enter(Phase.SURVEYING);
        Findings findings = new Findings();
        ShrinkCheck shrinkCheck = new ShrinkCheck(request, findings);
        Optional<Manifest> before = shrinkCheck.before(packages);
        try (StatementCanceller cancelling =
                        StatementCanceller.of(request.from().database());
                DatabaseContent database = DatabaseContent.open(request);
                FileLists files = FileLists.of(request, findings)) {
            new SpaceCheck(store, meter).check(request, database, files, chain, packages);
            try (PackageWriter writer = open(name)) {
                Manifest manifest;
                boolean verified;
                try {
                    BackupContent content = new BackupContent(request, chain, packages, writer, findings, meter, now);
                    content.header(header(id, now));
                    content.database(database);
                    content.files(files, database);
                    content.configuration();
                    content.guide();
                    database.finish();
                    shrinkCheck.check(before, content.database(), content.roots());
                    manifest = content.manifest();
                    verified = new WrittenPackageCheck(request, meter).verify(writer, name);
                } finally {
                    cancelling.disableInterruption();
                }
                meter.enter(Phase.PUBLISHING);
                disableInterruption.run();
                long bytes = writer.reopen().size();
                writer.seal();
                String sha256 = writer.publish();
                return new BackupResult(new StoredPackage(id, name.value(), bytes, sha256), manifest, verified);
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, request.from().database().toString());
        }
    }

    private PackageWriter open(PackageFileName name) throws IOException {
        return PackageWriter.create(
                store.begin(name.value(), request.to().replace()),
                name,
                request.to().recipients(),
                request.parallelism());
    }

    private PackageHeader header(PackageId id, Instant now) {
        return new PackageHeader(
                PackageHeader.FORMAT,
                id,
                request.type(),
                now,
                request.withDatabase() ? request.from().database().toString() : null,
                request.createdBy(),
                request.tool(),
                request.configuration());
    }

    private PackageFileName nameOf(PackageId id, Instant now) {
        boolean encrypted = !request.to().recipients().isEmpty();
        if (request.to().name() == null) {
            String what = request.configuration() == null ? "edms" : request.configuration();
            String random = id.toString();
            String stem = String.join(
                    "-",
                    what.replaceAll("[^A-Za-z0-9_.-]", "_"),
                    request.type().name().toLowerCase(Locale.ROOT),
                    TIME_IN_NAME.format(now),
                    random.substring(random.length() - CHARACTERS_OF_ID_IN_NAME));
            return PackageFileName.of(stem, request.to().compression(), encrypted);
        }
        if (!PackageFileName.isValid(request.to().name())) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    request.to().name()
                            + ": a package name ends in .tar.zst, .tar.gz or .tar, followed by .age if encrypted");
        }
        PackageFileName name = PackageFileName.parse(request.to().name());
        if (name.encrypted() != encrypted) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    name
                            + (encrypted
                                    ? ": the name of an encrypted package ends in .age"
                                    : ": no key or passphrase was given to encrypt with"));
        }
        return name;
    }
}
