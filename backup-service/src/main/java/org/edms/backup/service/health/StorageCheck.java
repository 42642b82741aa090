package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.service.compliance.StoreUsage;
import org.edms.backup.service.edms.Edms;

/** Checks the package store: free space, reading and writing, and the digests of packages. */
@Singleton
class StorageCheck implements SystemCheck {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Edms edms;
    private final StoreUsage use;
    private final DigestSampler sampler;
    private final HealthSettings.StorageLimits limits;

    StorageCheck(Edms edms, StoreUsage use, DigestSampler sampler, HealthSettings settings) {
        this.edms = edms;
        this.use = use;
        this.sampler = sampler;
        this.limits = settings.storage();
    }

    @Override
    public CheckType type() {
        return CheckType.STORAGE;
    }

    @Override
    public void check(CheckResult result) throws IOException {
        room(result);
        probe(result);
        result.metric("sampled_bytes", sampler.sample(limits.sample().asLongValue()));
        List<String> damaged = sampler.damaged();
        result.metric("damaged_packages", damaged.size());
        damaged.forEach(result::critical);
    }

    private void room(CheckResult result) throws IOException {
        StoreUsage.Usage now = use.now();
        double used = 1 - (double) now.free() / now.total();
        result.metric("packages_bytes", now.used());
        result.metric("free_bytes", now.free());
        result.atMost(
                "used",
                used,
                new CheckResult.Limit(limits.usedWarning(), limits.usedCritical()),
                "%.0f %% of the store's file system are used, %d bytes are free: apply retention or add space"
                        .formatted(used * 100, now.free()));
    }

    private void probe(CheckResult result) throws IOException {
        double millis = new WriteProbe(edms.root()).run() / NANOS_PER_MILLI;
        result.metric("probe_ms", millis);
        if (millis >= limits.slow().toMillis()) {
            result.warning("writing and reading a small file takes %.0f ms".formatted(millis));
        }
    }
}
