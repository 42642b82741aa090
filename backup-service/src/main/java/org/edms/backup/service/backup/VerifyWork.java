package org.edms.backup.service.backup;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.TestRestore;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.foundation.task.TaskWork;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.service.edms.Edms;
import org.jboss.logging.Logger;

/** Verifies a package: its structure, its digests, or by a test restore. */
@Singleton
class VerifyWork implements TaskWork {

    static final String KIND = "verify";

    private static final Logger LOG = Logger.getLogger(VerifyWork.class);
    private static final int ATTEMPTS = 3;
    private static final double MILLIS = 1000;
    private static final double NANOS = 1e9;

    private final Verifications verifications;
    private final BackupJobStore jobs;
    private final Edms edms;
    private final Clock clock;
    private final UuidV7 ids;

    VerifyWork(Verifications verifications, BackupJobStore jobs, Edms edms, Clock clock, UuidV7 ids) {
        this.verifications = verifications;
        this.jobs = jobs;
        this.edms = edms;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(TaskLease lease) throws IOException {
        VerificationJob job = verifications.get(lease.task().id());
        long start = System.nanoTime();
        try {
            if (lease.task().attempt() > ATTEMPTS) {
                throw new BackupException(
                        ErrorCode.INTERNAL_ERROR,
                        "%d attempts did not finish".formatted(lease.task().attempt() - 1));
            }
            StoredPackage stored = stored(job);
            VerifyResult result = verify(job, stored);
            lease.finish(() -> verifications.end(job.id(), result, null));
            LOG.logf(
                    result.findings().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN,
                    "Verification completed: id=%s job=%s level=%s package=%s bytes=%d seconds=%.1f findings=%d%s",
                    job.id(),
                    job.job(),
                    job.level(),
                    stored.name(),
                    stored.bytes(),
                    result.duration().toMillis() / MILLIS,
                    result.findings().size(),
                    result.findings().isEmpty()
                            ? ""
                            : " " + result.findings().get(0).message());
        } catch (BackupException e) {
            if (lease.mustYield()) {
                lease.requeue(Duration.ZERO, () -> {});
                return;
            }
            lease.finish(() -> verifications.end(job.id(), null, e.failure()));
            LOG.errorf(
                    "Verification failed: id=%s job=%s level=%s seconds=%.1f %s",
                    job.id(), job.job(), job.level(), (System.nanoTime() - start) / NANOS, e.getMessage());
        }
    }

    @Override
    public void fail(TaskLease lease, Failure failure) {
        lease.finish(() -> verifications.end(lease.task().id(), null, failure));
        LOG.errorf("Verification failed: id=%s %s", lease.task().id(), failure.message());
    }

    private StoredPackage stored(VerificationJob job) {
        StoredPackage stored = jobs.get(job.job()).backupPackage();
        if (stored == null) {
            throw new BackupException(ErrorCode.NOT_FOUND, "the package was deleted");
        }
        return stored;
    }

    private VerifyResult verify(VerificationJob job, StoredPackage stored) throws IOException {
        PackageStores.Located located = edms.stores().locate(stored.name());
        if (job.level() == VerifyLevel.RESTORE) {
            return testRestore(job, stored, located);
        }
        StoredPackages packages = new StoredPackages(located.store(), edms.identities());
        return new Verification(located.store(), packages, clock).verify(located.name(), job.level());
    }

    private VerifyResult testRestore(VerificationJob job, StoredPackage stored, PackageStores.Located located)
            throws IOException {
        Instant start = clock.instant();
        Path directory = Files.createTempDirectory("edms-test-restore-");
        try {
            RestoreReport report = new TestRestore(
                            located.store(),
                            edms.identities(),
                            task(job, stored, located, directory),
                            false,
                            clock,
                            new Meter())
                    .run();
            List<Failure> findings = report.failure() == null ? List.of() : List.of(report.failure());
            return new VerifyResult(
                    stored.id(), VerifyLevel.RESTORE, start, Duration.between(start, clock.instant()), findings);
        } finally {
            FileTree.delete(directory);
        }
    }

    /** The code in a package that this system made is trusted. */
    private RestoreTask task(VerificationJob job, StoredPackage stored, PackageStores.Located located, Path directory)
            throws IOException {
        List<FileRoot> roots = new ArrayList<>();
        try (PackageReader reader = new StoredPackages(located.store(), edms.identities()).open(located.name())) {
            reader.manifest()
                    .roots()
                    .forEach(root -> roots.add(new FileRoot(root.name(), directory.resolve(root.name()))));
        }
        return new RestoreTask(
                new RestoreRequest(
                        new RestoreJobId(ids.next()),
                        located.name(),
                        stored.sha256(),
                        RestoreOptions.defaults().trustingCode(),
                        job.requestedBy()),
                edms.database(),
                roots,
                null,
                null,
                true,
                edms.tool(),
                edms.parallelism());
    }
}
