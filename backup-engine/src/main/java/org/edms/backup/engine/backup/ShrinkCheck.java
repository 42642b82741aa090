package org.edms.backup.engine.backup;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.configuration.BackupType;

/**
 * Compares the size of a package with the last package of the same configuration. A wrong database or an unmounted directory
 * produces a backup that is consistent, verified and empty. Only the comparison with the previous package detects it.
 */
final class ShrinkCheck {

    private static final double PERCENT = 100;
    private static final Set<Finding.Kind> SUSPECT = Set.of(Finding.Kind.DATABASE_EMPTY, Finding.Kind.SHRUNK);

    private final BackupRequest request;
    private final Findings findings;

    ShrinkCheck(BackupRequest request, Findings findings) {
        this.request = request;
        this.findings = findings;
    }

    /** Returns the last comparable package; empty if the check is disabled or there is none. */
    Optional<Manifest> before(StoredPackages packages) throws IOException {
        if (request.choice().leastPercent() == 0) {
            return Optional.empty();
        }
        return packages.newest(this::comparable);
    }

    /**
     * A package without a configuration is compared with others of the same database. Packages that shrank are skipped; otherwise
     * the second backup of a wrong database would count as good.
     */
    private boolean comparable(Manifest manifest) {
        boolean sameSource = request.configuration() != null
                || !request.withDatabase()
                || request.from().database().toString().equals(manifest.header().source());
        return sameSource
                && manifest.findings().stream().noneMatch(finding -> SUSPECT.contains(finding.kind()))
                && Objects.equals(manifest.header().configuration(), request.configuration())
                && export(manifest.header().type()) == request.export()
                && (manifest.database() != null) == request.withDatabase()
                && manifest.roots().isEmpty() != request.withFiles();
    }

    private static boolean export(BackupType type) {
        return type == BackupType.EXPORT;
    }

    void check(Optional<Manifest> before, Manifest.Database database, List<Manifest.Root> roots) {
        if (request.choice().leastPercent() > 0
                && database != null
                && database.tables().isEmpty()) {
            findings.add(
                    Finding.Kind.DATABASE_EMPTY,
                    request.from().database().toString(),
                    "the database user sees no table");
        }
        before.ifPresent(earlier -> compare(earlier, database, roots));
    }

    private void compare(Manifest before, Manifest.Database database, List<Manifest.Root> roots) {
        if (database != null && before.database() != null) {
            compare("rows", database.rows(), before.database().rows(), before);
        }
        for (Manifest.Root earlier : before.roots()) {
            long files = roots.stream()
                    .filter(root -> root.name().equals(earlier.name()))
                    .mapToLong(Manifest.Root::files)
                    .sum();
            compare("files of " + earlier.name(), files, earlier.files(), before);
        }
    }

    private void compare(String what, long now, long earlier, Manifest before) {
        if (now * PERCENT < earlier * (double) request.choice().leastPercent()) {
            findings.add(
                    Finding.Kind.SHRUNK,
                    what,
                    String.format(
                            Locale.ROOT,
                            "%,d, down from %,d in the package of %s",
                            now,
                            earlier,
                            before.header().createdAt()));
        }
    }
}
