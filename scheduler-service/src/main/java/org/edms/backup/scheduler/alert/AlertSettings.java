package org.edms.backup.scheduler.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of alerts on every channel. */
@ConfigMapping(prefix = "edms.scheduler.alert")
interface AlertSettings {

    /** Whether alerts are also sent as events to Kafka. */
    @WithDefault("true")
    boolean events();

    /** The pause after the first failed delivery; each further pause is twice as long. */
    @WithDefault("15s")
    Duration retryFirst();

    @WithDefault("1h")
    Duration retryLongest();

    /** How long cleared incidents are kept. */
    @WithDefault("90d")
    Duration kept();
}
