package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.Failure;

/**
 * The report of a restore: who restored which package into which target and when, with the outcome of every row and file.
 *
 * @param source the package; null if it could not be opened
 * @param target the database and server, without credentials
 * @param reinitialised whether the target has the same rows under other ids
 * @param setAside quarantined rows: the first ones of each table
 * @param leftOut parts of the package that were omitted by an option, or that could not be restored
 * @param failure why nothing was changed; null if the restore, or the dry run, succeeded
 * @param safetyPackage the package of the previous content of the target; null if none was made
 * @param keptDatabase the name of the previous database, kept for undo; null if the target was changed in place
 * @param targetFingerprint a digest of the tables and rows of the target before, if a plan is saved or run; otherwise null
 * @param toolVersion the version of the suite that made the report
 * @param model which model was used, and why; null if no rows were restored
 */
public record RestoreReport(
        RestoreRequest request,
        StoredPackage source,
        String target,
        Instant startedAt,
        Instant finishedAt,
        boolean committed,
        boolean reinitialised,
        List<TableAccount> tables,
        List<FilesAccount> files,
        List<IdentityMap> identityMaps,
        List<Reference> references,
        List<Check> checks,
        List<SetAside> setAside,
        List<LeftOut> leftOut,
        List<Failure> warnings,
        Failure failure,
        StoredPackage safetyPackage,
        String keptDatabase,
        String targetFingerprint,
        String toolVersion,
        String model) {

    /** A quarantined row: its key, and the reason. */
    public record SetAside(String table, String row, String reason) {}

    /** A part of the package that is not restored: its number of rows, and the reason. */
    public record LeftOut(String what, long rows, String why) {}

    public RestoreReport {
        Objects.requireNonNull(request);
        Objects.requireNonNull(target);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(finishedAt);
        Objects.requireNonNull(toolVersion);
        tables = List.copyOf(tables);
        files = List.copyOf(files);
        identityMaps = List.copyOf(identityMaps);
        references = List.copyOf(references);
        checks = List.copyOf(checks);
        setAside = setAside == null ? List.of() : List.copyOf(setAside);
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /** Adds warnings that occurred after the commit. */
    public RestoreReport withWarnings(List<Failure> more) {
        List<Failure> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new RestoreReport(
                request,
                source,
                target,
                startedAt,
                finishedAt,
                committed,
                reinitialised,
                tables,
                files,
                identityMaps,
                references,
                checks,
                setAside,
                leftOut,
                all,
                failure,
                safetyPackage,
                keptDatabase,
                targetFingerprint,
                toolVersion,
                model);
    }

    /** The sum of all tables. */
    @JsonProperty
    public Account rows() {
        return tables.stream().map(TableAccount::account).reduce(Account.EMPTY, Account::plus);
    }

    /** The sum of the critical tables. */
    @JsonProperty
    public Account criticalRows() {
        return tables.stream()
                .filter(TableAccount::critical)
                .map(TableAccount::account)
                .reduce(Account.EMPTY, Account::plus);
    }

    /** Whether every row of every table and every file of every root is accounted for. */
    @JsonProperty
    public boolean addsUp() {
        return tables.stream().allMatch(table -> table.account().addsUp())
                && files.stream().allMatch(root -> root.account().addsUp());
    }
}
