package org.edms.backup.engine.restore;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.files.FilePlacing;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.RestoreReport;

/** Builds the report of a restore. */
record ReportBuilder(
        RestoreTask task,
        StoredPackage stored,
        List<Failure> found,
        List<RestoreReport.LeftOut> leftOut,
        Instant start,
        Clock clock,
        String model) {

    private static final int EXAMPLES = 3;

    /** The state before the restore: the safety package and the database kept for undo, and the fingerprint of the target. */
    record Before(StoredPackage safetyPackage, String keptDatabase, String fingerprint) {

        static final Before NOTHING = new Before(null, null, null);
    }

    /** Begins a report. Refuses a package whose recorded digest differs from the requested one. */
    static ReportBuilder begin(RestoreTask task, RestoredPackage source, PackageStore store, Clock clock) {
        String asked = task.request().packageSha256();
        String recorded = store.recordedDigest(source.name()).orElse(asked);
        if (!recorded.equals(asked)) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s is another package than the one that was asked for".formatted(source.name()));
        }
        long bytes = store.list().stream()
                .filter(file -> file.name().equals(source.name()))
                .mapToLong(file -> file.bytes())
                .findFirst()
                .orElse(0);
        return new ReportBuilder(
                task,
                new StoredPackage(source.manifest().header().id(), source.name(), bytes, recorded),
                found(source.manifest()),
                leftOut(source.manifest()),
                clock.instant(),
                clock,
                null);
    }

    /** @param stored null if the package could not be opened */
    static ReportBuilder of(RestoreTask task, StoredPackage stored, Clock clock) {
        return new ReportBuilder(task, stored, List.of(), List.of(), clock.instant(), clock, null);
    }

    /** Returns a copy that also reports the model used to restore rows. */
    ReportBuilder with(EffectiveModel inForce) {
        return new ReportBuilder(task, stored, found, leftOut, start, clock, inForce.reason());
    }

    /** Returns the findings of a conversion from the earlier system, as one warning per kind of finding. */
    private static List<Failure> found(Manifest manifest) {
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

    /** Returns what the conversion left out, for example scripts and other files that claim to hold the same records. */
    private static List<RestoreReport.LeftOut> leftOut(Manifest manifest) {
        return !manifest.converted()
                ? List.of()
                : manifest.leftOut().stream()
                        .map(left -> new RestoreReport.LeftOut(left.what(), 0, left.why()))
                        .toList();
    }

    /** Returns the report of a restore that failed and committed nothing. */
    RestoreReport failed(Failure why, StoredPackage safetyPackage) {
        return report(RowsResult.NONE.refused(List.of(), why), List.of(), new Before(safetyPackage, null, null), false);
    }

    /** Returns the report of what is about to be committed. If the task has a plan, the report must match the plan. */
    RestoreReport report(RowsResult rows, FilePlacing files, Before before) {
        RestoreReport report =
                report(rows, files, before, !task.request().options().dryRun());
        if (task.plan() != null && report.failure() == null) {
            refuseUnlessPlanned(report, task.plan());
        }
        return report;
    }

    /** @param forGood whether the restore commits if it has no failure */
    RestoreReport report(RowsResult rows, FilePlacing files, Before before, boolean forGood) {
        return report(rows, files.accounts(), before, forGood);
    }

    private RestoreReport report(RowsResult rows, List<FilesAccount> files, Before before, boolean forGood) {
        Failure failure = rows.failure();
        List<Failure> warnings = new ArrayList<>(found);
        List<RestoreReport.LeftOut> allLeftOut = new ArrayList<>(leftOut);
        allLeftOut.addAll(rows.leftOut());
        warnings.addAll(rows.warnings());
        if (failure == null && files.stream().anyMatch(root -> !root.account().addsUp())) {
            failure = new Failure(ErrorCode.ACCOUNT_MISMATCH, "files");
        }
        return new RestoreReport(
                task.request(),
                stored,
                String.valueOf(task.target()),
                start,
                clock.instant(),
                failure == null && forGood,
                rows.reinitialised(),
                rows.tables(),
                files,
                rows.identities(),
                rows.references(),
                rows.checks(),
                rows.setAside(),
                allLeftOut,
                warnings,
                failure,
                before.safetyPackage(),
                before.keptDatabase(),
                before.fingerprint(),
                task.toolVersion(),
                model);
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
