package org.edms.backup.service.health;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** From where on something is a warning, and from where on critical. */
@ConfigMapping(prefix = "edms.health")
interface HealthSettings {

    /** A check that takes longer has failed. */
    @WithDefault("60s")
    Duration timeout();

    /** How long results are kept. */
    @WithDefault("90d")
    Duration history();

    /** Whether the service is ready only while Kafka answers. Without, events wait in the outbox meanwhile. */
    @WithDefault("false")
    boolean readyOnlyWithKafka();

    DatabaseLimits database();

    StorageLimits storage();

    ApplicationLimits application();

    BackupLimits backups();

    SecurityLimits security();

    interface DatabaseLimits {

        /** For a query that does nothing. */
        @WithDefault("500ms")
        Duration slow();

        /** A transaction that is open for so long. */
        @WithDefault("1h")
        Duration longTransaction();

        /** Transactions since the oldest row was frozen: at 2 billion the database stops. */
        @WithDefault("1000000000")
        long wraparoundWarning();

        @WithDefault("1600000000")
        long wraparoundCritical();

        /** Of all connections that the server allows. */
        @WithDefault("0.8")
        double connectionsWarning();

        @WithDefault("0.95")
        double connectionsCritical();
    }

    interface StorageLimits {

        /** Of the file system. */
        @WithDefault("0.8")
        double usedWarning();

        @WithDefault("0.95")
        double usedCritical();

        /** How much of the packages is compared with their digests at a time. */
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

        /** For a connection out of the pool. */
        @WithDefault("1s")
        Duration slowPool();

        /** How long an event may wait to be sent. */
        @WithDefault("1m")
        Duration outboxWarning();

        @WithDefault("15m")
        Duration outboxCritical();

        @WithDefault("5s")
        Duration kafkaTimeout();
    }

    interface BackupLimits {

        /** Of the backups of 30 days. */
        @WithDefault("0.95")
        double successWarning();

        @WithDefault("0.8")
        double successCritical();

        /** The age of the last backup that was restored for a test. */
        @WithDefault("30d")
        Duration untested();
    }

    interface SecurityLimits {

        /** How long before it expires a certificate is told of. */
        @WithDefault("30d")
        Duration expiry();
    }
}
