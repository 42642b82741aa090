package org.edms.backup.engine.restore.load;

import java.util.ArrayList;
import java.util.List;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.IdentityMap;
import org.edms.backup.model.restore.Reference;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.TableAccount;

/**
 * The result of restoring the rows.
 *
 * @param failure the reason why the transaction must not be committed; null if it may be committed
 */
public record RowsResult(
        List<TableAccount> tables,
        List<IdentityMap> identities,
        List<Reference> references,
        List<RestoreReport.SetAside> setAside,
        List<RestoreReport.LeftOut> leftOut,
        List<Check> checks,
        List<Failure> warnings,
        Failure failure) {

    /** The result for a restore without rows. */
    public static final RowsResult NONE =
            new RowsResult(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);

    public static RowsResult of(
            List<RestoreReport.LeftOut> leftOut, List<IdentityMap> identities, List<Reference> references) {
        return new RowsResult(List.of(), identities, references, List.of(), leftOut, List.of(), List.of(), null);
    }

    public RowsResult refused(List<RestoreReport.SetAside> rows, Failure cause) {
        return new RowsResult(tables, identities, references, rows, leftOut, checks, warnings, cause);
    }

    /** Adds the results of writing. The first failed check becomes the failure that prevents the commit. */
    public RowsResult written(List<TableAccount> accounts, List<RestoreReport.SetAside> rows, List<Check> all) {
        Failure cause = all.stream()
                .filter(check -> !check.passed())
                .findFirst()
                .map(check -> new Failure(
                        check.name().startsWith("account") ? ErrorCode.ACCOUNT_MISMATCH : ErrorCode.VERIFICATION_FAILED,
                        check.name() + ": " + check.detail()))
                .orElse(null);
        return new RowsResult(accounts, identities, references, rows, leftOut, all, warnings, cause);
    }

    public RowsResult withWarnings(List<Failure> added) {
        List<Failure> all = new ArrayList<>(warnings);
        all.addAll(added);
        return new RowsResult(tables, identities, references, setAside, leftOut, checks, List.copyOf(all), failure);
    }

    public RowsResult withCheck(Check added) {
        List<Check> all = new ArrayList<>(checks);
        all.add(added);
        return new RowsResult(tables, identities, references, setAside, leftOut, List.copyOf(all), warnings, failure);
    }

    /** Returns whether rows have other keys in the target than in the package. */
    public boolean reinitialised() {
        return identities.stream().anyMatch(identity -> identity.otherKey() > 0);
    }
}
