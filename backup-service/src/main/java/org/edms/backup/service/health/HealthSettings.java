package org.edms.backup.service.health;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits for warnings and critical problems. */
@ConfigMapping(prefix = "edms.health")
interface HealthSettings {

    /** A check that takes longer fails. */
    @WithDefault("60s")
    Duration timeout();

    /** How long results are kept. */
    @WithDefault("90d")
    Duration history();

    /** Whether the service is ready only while Kafka responds. Otherwise events are queued in the outbox. */
    @WithDefault("false")
    boolean readyOnlyWithKafka();

    DatabaseLimits database();

    StorageLimits storage();

    ApplicationLimits application();

    BackupLimits backups();

    SecurityLimits security();

    interface DatabaseLimits {

        /** For an empty query. */
        @WithDefault("500ms")
        Duration slow();

        /** For an open transaction. */
        @WithDefault("1h")
        Duration longTransaction();

        /** Transactions since the oldest row was frozen: at 2 billion the database stops. */
        @WithDefault("1000000000")
        long wraparoundWarning();

        @WithDefault("1600000000")
        long wraparoundCritical();

        /** Ratio of used to allowed connections. */
        @WithDefault("0.8")
        double connectionsWarning();

        @WithDefault("0.95")
        double connectionsCritical();
    }

    interface StorageLimits {

        /** Used ratio of the file system. */
        @WithDefault("0.8")
        double usedWarning();

        @WithDefault("0.95")
        double usedCritical();

        /** How many bytes of packages are verified at a time. */
        @WithDefault("256M")
        MemorySize sample();

        /** For writing and reading a small file. */
        @WithDefault("2s")
        Duration slow();
    }

    interface ApplicationLimits {

        @WithDefault("0.85")
        double heapWarning();

        @WithDefault("0.95")
        double heapCritical();

        @WithDefault("0.95")
        double cpuWarning();

        /** For a connection from the pool. */
        @WithDefault("1s")
        Duration slowPool();

        /** How long an event may be queued. */
        @WithDefault("1m")
        Duration outboxWarning();

        @WithDefault("15m")
        Duration outboxCritical();

        @WithDefault("5s")
        Duration kafkaTimeout();
    }

    interface BackupLimits {

        /** Success rate of the backups of 30 days. */
        @WithDefault("0.95")
        double successWarning();

        @WithDefault("0.8")
        double successCritical();

        /** Age of the last test restore. */
        @WithDefault("30d")
        Duration untested();
    }

    interface SecurityLimits {

        /** How long before its expiry a certificate is reported. */
        @WithDefault("30d")
        Duration expiry();
    }
}
