package org.edms.backup.service.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.engine.store.StoredFile;
import org.edms.backup.model.status.RetentionPlan.Decision;

/** Packages in the store that belong to no job: uploads, and safety packages made before restores. */
final class UnmanagedPackages {

    private static final String UPLOADS = "uploads";
    private static final String SAFETY = "before-restore-";

    private final PackageStores stores;
    private final Set<String> ofJobs;
    private final Set<String> restoring;
    private final Instant now;

    /**
     * @param ofJobs names of packages that belong to jobs
     * @param restoring names of packages that a restore is reading
     */
    UnmanagedPackages(PackageStores stores, Set<String> ofJobs, Set<String> restoring, Instant now) {
        this.stores = stores;
        this.ofJobs = Set.copyOf(ofJobs);
        this.restoring = Set.copyOf(restoring);
        this.now = now;
    }

    /** The decision about a package. */
    record Decided(Decision decision, long bytes) {}

    List<Decided> decide(Duration uploads, Duration safetyPackages) {
        List<Decided> decided = new ArrayList<>();
        for (StoredFile file : stores.at(UPLOADS).list()) {
            decided.add(decide(UPLOADS + "/" + file.name(), file, uploads, "uploaded"));
        }
        for (StoredFile file : stores.at("").list()) {
            if (file.name().startsWith(SAFETY) && !ofJobs.contains(file.name())) {
                decided.add(decide(file.name(), file, safetyPackages, "made before a restore"));
            }
        }
        return decided;
    }

    private Decided decide(String name, StoredFile file, Duration limit, String what) {
        if (restoring.contains(name)) {
            return new Decided(new Decision(name, false, "being restored"), file.bytes());
        }
        boolean old = Duration.between(file.modified(), now).compareTo(limit) >= 0;
        String reason = what + (old ? " longer ago than " : " within ") + limit.toString();
        return new Decided(new Decision(name, old, reason), file.bytes());
    }
}
