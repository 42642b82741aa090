package org.edms.backup.service.backup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.edms.backup.foundation.task.TaskRunner;
import org.edms.backup.foundation.task.TaskSettings;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.id.UuidV7;

/** The threads that make and verify backups. All replicas share the tasks. */
@Singleton
class BackupWorkers {

    private final TaskRunner backups;
    private final TaskRunner verifications;

    @ConfigMapping(prefix = "edms.jobs")
    interface JobSettings {

        /** Concurrent backups of one replica. */
        @WithDefault("1")
        int backups();

        /** Concurrent verifications of one replica. */
        @WithDefault("1")
        int verifications();

        /** How long a task stays with a replica that does not respond. */
        @WithDefault("30s")
        Duration lease();

        /** Pause between polls for tasks. */
        @WithDefault("500ms")
        Duration poll();

        /** How long a stopping replica waits for its tasks to stop. */
        @WithDefault("20s")
        Duration patience();
    }

    BackupWorkers(
            Tasks tasks,
            BackupWork backup,
            VerifyWork verify,
            JobSettings settings,
            UuidV7 ids,
            MeterRegistry metrics) {
        String name = "backup-service-" + ids.next();
        backups = new TaskRunner(tasks, List.of(backup), name, threads(settings, settings.backups()));
        verifications = new TaskRunner(tasks, List.of(verify), name, threads(settings, settings.verifications()));
        Gauge.builder(
                        "edms_backup_queue_depth",
                        () -> tasks.count(BackupWork.KIND).waiting())
                .description("Queued backups")
                .register(metrics);
        Gauge.builder("edms_backup_running", () -> tasks.count(BackupWork.KIND).held())
                .description("Running backups")
                .register(metrics);
    }

    private static TaskSettings threads(JobSettings settings, int number) {
        return new TaskSettings(number, settings.lease(), settings.poll(), settings.patience());
    }

    void start(@Observes StartupEvent event) {
        backups.start();
        verifications.start();
    }

    void stop(@Observes ShutdownEvent event) {
        backups.close();
        verifications.close();
    }
}
