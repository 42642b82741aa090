package org.edms.backup.scheduler.trigger;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.scheduler.gateway.BackupService;
import org.jboss.logging.Logger;

/**
 * Requests work under an idempotency key. The key alone prevents work from being done twice: the keys remembered here only save
 * calls, and a new process knows none.
 */
@Singleton
public class Triggers {

    private static final Logger LOG = Logger.getLogger(Triggers.class);
    private static final int REMEMBERED = 2_000;

    private final MeterRegistry metrics;
    private final Set<String> accepted = Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));

    public Triggers(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Requests the work unless it is known to be accepted. A failure is logged and counted, and the next tick retries.
     *
     * @param work for the metrics: backup, retention, health_check
     */
    public void fire(String work, String key, Runnable call) {
        if (accepted.contains(key)) {
            return;
        }
        try {
            call.run();
            accepted.add(key);
            count(work, "accepted");
            LOG.infof("Requested: work=%s key=%s", work, key);
        } catch (BackupException e) {
            if (e.code() == ErrorCode.IDEMPOTENCY_KEY_REUSED) {
                // Another version of this service requested it with a different body.
                accepted.add(key);
            }
            count(work, "failed");
            LOG.logf(
                    BackupService.logLevel(e),
                    "Request failed: work=%s key=%s code=%s %s",
                    work,
                    key,
                    e.code(),
                    e.getMessage());
        }
    }

    private void count(String work, String outcome) {
        metrics.counter("edms_backup_schedule_triggers", "work", work, "outcome", outcome)
                .increment();
    }

    private static final class Recent extends LinkedHashMap<String, Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
