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
 * @param target the database and server, without credentials; the directories if no database was named
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

    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with this report. */
    private Builder toBuilder() {
        return builder()
                .request(request)
                .source(source)
                .target(target)
                .startedAt(startedAt)
                .finishedAt(finishedAt)
                .committed(committed)
                .reinitialised(reinitialised)
                .tables(tables)
                .files(files)
                .identityMaps(identityMaps)
                .references(references)
                .checks(checks)
                .setAside(setAside)
                .leftOut(leftOut)
                .warnings(warnings)
                .failure(failure)
                .safetyPackage(safetyPackage)
                .keptDatabase(keptDatabase)
                .targetFingerprint(targetFingerprint)
                .toolVersion(toolVersion)
                .model(model);
    }

    /** Adds warnings that occurred after the commit. */
    public RestoreReport withWarnings(List<Failure> more) {
        List<Failure> all = new ArrayList<>(warnings);
        all.addAll(more);
        return toBuilder().warnings(all).build();
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

    /** Builds a report. Lists that are not set are empty. */
    public static final class Builder {

        private RestoreRequest request;
        private StoredPackage source;
        private String target;
        private Instant startedAt;
        private Instant finishedAt;
        private boolean committed;
        private boolean reinitialised;
        private List<TableAccount> tables = List.of();
        private List<FilesAccount> files = List.of();
        private List<IdentityMap> identityMaps = List.of();
        private List<Reference> references = List.of();
        private List<Check> checks = List.of();
        private List<SetAside> setAside = List.of();
        private List<LeftOut> leftOut = List.of();
        private List<Failure> warnings = List.of();
        private Failure failure;
        private StoredPackage safetyPackage;
        private String keptDatabase;
        private String targetFingerprint;
        private String toolVersion;
        private String model;

        private Builder() {}

        public Builder request(RestoreRequest value) {
            request = value;
            return this;
        }

        public Builder source(StoredPackage value) {
            source = value;
            return this;
        }

        public Builder target(String value) {
            target = value;
            return this;
        }

        public Builder startedAt(Instant value) {
            startedAt = value;
            return this;
        }

        public Builder finishedAt(Instant value) {
            finishedAt = value;
            return this;
        }

        public Builder committed(boolean value) {
            committed = value;
            return this;
        }

        public Builder reinitialised(boolean value) {
            reinitialised = value;
            return this;
        }

        public Builder tables(List<TableAccount> value) {
            tables = value;
            return this;
        }

        public Builder files(List<FilesAccount> value) {
            files = value;
            return this;
        }

        public Builder identityMaps(List<IdentityMap> value) {
            identityMaps = value;
            return this;
        }

        public Builder references(List<Reference> value) {
            references = value;
            return this;
        }

        public Builder checks(List<Check> value) {
            checks = value;
            return this;
        }

        public Builder setAside(List<SetAside> value) {
            setAside = value;
            return this;
        }

        public Builder leftOut(List<LeftOut> value) {
            leftOut = value;
            return this;
        }

        public Builder warnings(List<Failure> value) {
            warnings = value;
            return this;
        }

        public Builder failure(Failure value) {
            failure = value;
            return this;
        }

        public Builder safetyPackage(StoredPackage value) {
            safetyPackage = value;
            return this;
        }

        public Builder keptDatabase(String value) {
            keptDatabase = value;
            return this;
        }

        public Builder targetFingerprint(String value) {
            targetFingerprint = value;
            return this;
        }

        public Builder toolVersion(String value) {
            toolVersion = value;
            return this;
        }

        public Builder model(String value) {
            model = value;
            return this;
        }

        public RestoreReport build() {
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
                    warnings,
                    failure,
                    safetyPackage,
                    keptDatabase,
                    targetFingerprint,
                    toolVersion,
                    model);
        }
    }
}
