package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.Failure;

/**
 * The account of a restore: what, from which package, into what, by whom, when, and what became of every row and file.
 *
 * @param source the package; null when it could not be opened
 * @param target the database and server, without credentials
 * @param reinitialised the target holds the same things under other ids
 * @param setAside rows that were not restored although they should have been: the first of each table
 * @param leftOut what of the package was not to be restored, or could not be
 * @param failure why nothing was changed; null when it was, or would be
 * @param safetyPackage of what the target was before; null when none was made
 * @param keptDatabase the name under which the target of before is kept; null when it was changed itself
 * @param targetFingerprint of the tables and rows of the target before, where a plan is made or carried out; else null
 * @param toolVersion of who made the report
 * @param model which model was in force, and why; null where no rows were restored
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

    /** A row that could not be restored, by its key, and why. */
    public record SetAside(String table, String row, String reason) {}

    /** Something of the package that is not restored, with its rows, and why. */
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

    /** With what was noticed after the rows were committed. */
    public RestoreReport withWarnings(List<Failure> noticed) {
        List<Failure> all = new ArrayList<>(warnings);
        all.addAll(noticed);
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

    /** All rows, of all tables. */
    @JsonProperty
    public Account rows() {
        return tables.stream().map(TableAccount::account).reduce(Account.EMPTY, Account::plus);
    }

    /** The rows of the critical tables alone. */
    @JsonProperty
    public Account criticalRows() {
        return tables.stream()
                .filter(TableAccount::critical)
                .map(TableAccount::account)
                .reduce(Account.EMPTY, Account::plus);
    }

    /** Every row of every table and every file of every root is accounted for. */
    @JsonProperty
    public boolean addsUp() {
        return tables.stream().allMatch(table -> table.account().addsUp())
                && files.stream().allMatch(root -> root.account().addsUp());
    }
}
