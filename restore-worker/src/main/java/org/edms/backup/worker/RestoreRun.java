package org.edms.backup.worker;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.legacy.ConvertedPackage;
import org.edms.backup.engine.restore.Restore;
import org.edms.backup.engine.restore.Undo;
import org.edms.backup.engine.restore.UndoTask;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;
import org.jboss.logging.Logger;

/** Runs an order in the engine, with the settings of the worker. */
final class RestoreRun {

    private static final Logger LOG = Logger.getLogger(RestoreRun.class);

    private final Edms edms;
    private final String tool;
    private final Clock clock;

    RestoreRun(Edms edms, String tool, Clock clock) {
        this.edms = edms;
        this.tool = tool;
        this.clock = clock;
    }

    /** Whether the rows of an order are committed in the target, by whichever worker. */
    boolean isCommitted(RestoreOrder order) {
        return order.undoes() == null
                && Restore.committed(edms.target(), order.id()).isPresent();
    }

    /**
     * @param disableInterruption runs before the commit: after it, nothing may interrupt this thread
     * @param failed receives the report of a restore that ends with an exception
     */
    RestoreReport run(RestoreOrder order, Meter meter, Runnable disableInterruption, Consumer<RestoreReport> failed)
            throws IOException {
        if (order.undoes() != null) {
            return undo(order, meter, disableInterruption);
        }
        RestoreRequest request = order.request();
        PackageStores.Located located;
        Optional<ConvertedPackage> converted;
        try {
            located = located(request);
            converted = converted(request, located);
        } catch (BackupException | IOException e) {
            failed.accept(Restore.failed(task(order, request), Failure.of(e), clock));
            throw e;
        }
        if (converted.isEmpty()) {
            return restore(
                    located.store(),
                    order,
                    of(request, located.name(), request.packageSha256()),
                    meter,
                    disableInterruption,
                    failed);
        }
        ConvertedPackage from = converted.get();
        try (from) {
            String digest = from.store().digest(from.name());
            return restore(from.store(), order, of(request, from.name(), digest), meter, disableInterruption, failed);
        }
    }

    private PackageStores.Located located(RestoreRequest request) throws IOException {
        PackageStores.Located located = edms.stores().locate(request.packageName());
        if (!located.store().digest(located.name()).equals(request.packageSha256())) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    request.packageName() + " differs from the requested package: its SHA-256 has changed");
        }
        return located;
    }

    /** A legacy package, converted to the current format; empty for a package that needs no conversion. */
    private Optional<ConvertedPackage> converted(RestoreRequest request, PackageStores.Located located)
            throws IOException {
        if (!ConvertedPackage.isNeededFor(located.store(), located.name(), edms.identities())) {
            return Optional.empty();
        }
        return Optional.of(ConvertedPackage.of(
                edms.root().resolve(request.packageName()),
                edms.modelOfEarlierPackages(),
                request.options().scope() == RestoreScope.FILES,
                Set.copyOf(request.options().skipModels()),
                request.requestedBy(),
                tool,
                edms.parallelism()));
    }

    private static RestoreRequest of(RestoreRequest request, String name, String digest) {
        return new RestoreRequest(request.id(), name, digest, request.options(), request.requestedBy());
    }

    private RestoreReport restore(
            PackageStore from,
            RestoreOrder order,
            RestoreRequest request,
            Meter meter,
            Runnable disableInterruption,
            Consumer<RestoreReport> failed)
            throws IOException {
        Restore restore = new Restore(
                        from,
                        edms.identities(),
                        task(order, request),
                        () -> safetyPackage(request, meter),
                        clock,
                        meter)
                .disableInterruptionWith(disableInterruption);
        try {
            RestoreReport report = restore.run();
            if (report.model() != null) {
                LOG.infof("Restore %s: model: %s", request.id(), report.model());
            }
            return report;
        } catch (BackupException | IOException e) {
            failed.accept(restore.failed(Failure.of(e)));
            throw e;
        }
    }

    private RestoreTask task(RestoreOrder order, RestoreRequest request) throws IOException {
        return new RestoreTask(
                request,
                edms.target(),
                edms.roots(),
                edms.namedModel(),
                null,
                order.confirmed(),
                tool,
                edms.parallelism());
    }

    private StoredPackage safetyPackage(RestoreRequest request, Meter meter) throws IOException {
        BackupRequest before = BackupRequest.beforeRestore(
                edms.target(),
                edms.namedModel(),
                edms.recipients(),
                edms.identities(),
                request.requestedBy(),
                tool,
                edms.parallelism());
        return new Backup(edms.store(), before, clock, meter).run().stored();
    }

    private RestoreReport undo(RestoreOrder order, Meter meter, Runnable disableInterruption) throws IOException {
        Instant start = clock.instant();
        UndoTask task = new UndoTask(
                order.undoes(), edms.target(), edms.roots(), order.request().requestedBy(), tool, edms.parallelism());
        RestoreReport undone = new Undo(edms.store(), edms.identities(), task, clock, meter)
                .disableInterruptionWith(disableInterruption)
                .run();
        Check done = new Check("undone", true, "the system is what it was before the restore " + order.undoes());
        return RestoreReport.builder()
                .request(order.request())
                .source(undone.source())
                .target(undone.target())
                .startedAt(start)
                .finishedAt(clock.instant())
                .committed(true)
                .checks(List.of(done))
                .safetyPackage(undone.safetyPackage())
                .keptDatabase(undone.keptDatabase())
                .toolVersion(tool)
                .build();
    }
}
