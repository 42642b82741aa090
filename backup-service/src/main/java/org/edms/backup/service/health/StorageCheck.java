package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.service.compliance.StoreUse;
import org.edms.backup.service.edms.Edms;

/** The package store: room, whether what is written there can be read, whether packages are what they were. */
@Singleton
class StorageCheck implements Check {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Edms edms;
    private final StoreUse use;
    private final DigestSample sample;
    private final HealthSettings.StorageLimits limits;

    StorageCheck(Edms edms, StoreUse use, DigestSample sample, HealthSettings settings) {
        this.edms = edms;
        this.use = use;
        this.sample = sample;
        this.limits = settings.storage();
    }

    @Override
    public CheckType type() {
        return CheckType.STORAGE;
    }

    @Override
    public void look(Look look) throws IOException {
        room(look);
        probe(look);
        look.metric("sampled_bytes", sample.look(limits.sample().asLongValue()));
        List<String> damaged = sample.damaged();
        look.metric("damaged_packages", damaged.size());
        damaged.forEach(look::critical);
    }

    private void room(Look look) throws IOException {
        StoreUse.Use now = use.now();
        double used = 1 - (double) now.free() / now.total();
        look.metric("packages_bytes", now.used());
        look.metric("free_bytes", now.free());
        look.atMost(
                "used",
                used,
                new Look.Limit(limits.usedWarning(), limits.usedCritical()),
                "the store's file system is used up to %.0f %%, %d bytes are free: apply retention or add room"
                        .formatted(used * 100, now.free()));
    }

    private void probe(Look look) throws IOException {
        double millis = new WriteProbe(edms.root()).run() / NANOS_PER_MILLI;
        look.metric("probe_ms", millis);
        if (millis >= limits.slow().toMillis()) {
            look.warning("writing and reading a small file takes %.0f ms".formatted(millis));
        }
    }
}
