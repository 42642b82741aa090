package org.edms.backup.engine.restore;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.target.Fingerprint;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.RestoreReport;

/** Collects what is known about a restore while it runs, and builds its report. */
final class ReportBuilder {

    private static final int EXAMPLES = 3;

    private final RestoreTask task;
    private final Clock clock;
    private final Instant start;
    private final List<Failure> warnings = new ArrayList<>();
    private final List<RestoreReport.LeftOut> leftOut = new ArrayList<>();
    private StoredPackage source;
    private String model;
    private String fingerprint;
    private StoredPackage safetyPackage;

    ReportBuilder(RestoreTask task, Clock clock) {
        this.task = task;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Adds the opened package. Refuses it if its recorded digest differs from the requested one. */
    void source(RestoredPackage opened, PackageStore store) {
        String requested = task.request().packageSha256();
        String recorded = store.recordedDigest(opened.name()).orElse(requested);
        if (!recorded.equals(requested)) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s differs from the requested package: its SHA-256 is %s, not %s"
                            .formatted(opened.name(), recorded, requested));
        }
        long bytes = store.list().stream()
                .filter(file -> file.name().equals(opened.name()))
                .mapToLong(file -> file.bytes())
                .findFirst()
                .orElse(0);
        Manifest manifest = opened.manifest();
        source = new StoredPackage(manifest.header().id(), opened.name(), bytes, recorded);
        warnings.addAll(findings(manifest));
        leftOut.addAll(leftOut(manifest));
    }

    void model(EffectiveModel effective) {
        model = effective.reason();
    }

    void addWarnings(List<Failure> more) {
        warnings.addAll(more);
    }

    /** Adds the fingerprint of the target, which only dry runs and plans need: computing it reads every row. */
    void readFingerprint(Target target) throws SQLException {
        if (task.request().options().dryRun() || task.plan() != null) {
            fingerprint = Fingerprint.of(target);
            target.connection().commit();
        }
    }

    void safetyPackage(StoredPackage made) {
        safetyPackage = made;
    }

    /** Returns the findings of a conversion from the earlier system, as one warning per kind of finding. */
    private static List<Failure> findings(Manifest manifest) {
        List<Failure> found = new ArrayList<>();
        manifest.findingCounts().entrySet().stream()
                .filter(kind -> manifest.converted() || kind.getKey().isOfConversion())
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> found.add(new Failure(
                        ErrorCode.CONVERSION_FINDINGS,
                        "%d of kind %s: %s%s"
                                .formatted(
                                        kind.getValue(),
                                        kind.getKey(),
                                        manifest.findings().stream()
                                                .filter(finding -> finding.kind() == kind.getKey())
                                                .limit(EXAMPLES)
                                                .map(finding ->
                                                        "%s (%s)".formatted(finding.subject(), finding.detail()))
                                                .collect(Collectors.joining("; ")),
                                        kind.getValue() > EXAMPLES ? " ..." : ""))));
        return found;
    }

    /** Returns what the conversion left out, for example scripts and other files with the same records. */
    private static List<RestoreReport.LeftOut> leftOut(Manifest manifest) {
        return !manifest.converted()
                ? List.of()
                : manifest.leftOut().stream()
                        .map(left -> new RestoreReport.LeftOut(left.what(), 0, left.why()))
                        .toList();
    }

    /** Returns the report of a restore that failed and committed nothing. */
    RestoreReport failed(Failure why) {
        return uncommitted(RowsResult.NONE.refused(List.of(), why), List.of(), null);
    }

    /**
     * Returns the report of what is about to be committed. If the task has a plan, the report must match the plan.
     *
     * @param keptDatabase the name under which the replaced database is kept; null if there is none
     */
    RestoreReport report(RowsResult rows, List<FilesAccount> files, String keptDatabase) {
        RestoreReport report =
                report(rows, files, keptDatabase, !task.request().options().dryRun());
        if (task.plan() != null && report.failure() == null) {
            refuseUnlessPlanned(report, task.plan());
        }
        return report;
    }

    /** Returns the report of a restore that does not commit. */
    RestoreReport uncommitted(RowsResult rows, List<FilesAccount> files, String keptDatabase) {
        return report(rows, files, keptDatabase, false);
    }

    /** @param commits whether the restore commits if it has no failure */
    private RestoreReport report(RowsResult rows, List<FilesAccount> files, String keptDatabase, boolean commits) {
        Failure failure = rows.failure();
        if (failure == null && files.stream().anyMatch(root -> !root.account().addsUp())) {
            failure = new Failure(ErrorCode.ACCOUNT_MISMATCH, "files");
        }
        return RestoreReport.builder()
                .request(task.request())
                .source(source)
                .target(task.targetName())
                .startedAt(start)
                .finishedAt(clock.instant())
                .committed(failure == null && commits)
                .reinitialised(rows.reinitialised())
                .tables(rows.tables())
                .files(files)
                .identityMaps(rows.identities())
                .references(rows.references())
                .checks(rows.checks())
                .setAside(rows.setAside())
                .leftOut(concat(leftOut, rows.leftOut()))
                .warnings(concat(warnings, rows.warnings()))
                .failure(failure)
                .safetyPackage(safetyPackage)
                .keptDatabase(keptDatabase)
                .targetFingerprint(fingerprint)
                .toolVersion(task.toolVersion())
                .model(model)
                .build();
    }

    private static <T> List<T> concat(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Compares what is about to be committed with the plan, and the target with the target at the time of the plan. */
    private static void refuseUnlessPlanned(RestoreReport report, RestoreReport plan) {
        boolean planned = Objects.equals(report.targetFingerprint(), plan.targetFingerprint())
                && report.target().equals(plan.target())
                && report.tables().equals(plan.tables())
                && report.files().equals(plan.files())
                && report.identityMaps().equals(plan.identityMaps())
                && report.references().equals(plan.references())
                && report.setAside().equals(plan.setAside())
                && report.leftOut().equals(plan.leftOut());
        if (!planned) {
            throw new BackupException(ErrorCode.PLAN_OUTDATED, report.target());
        }
    }
}
