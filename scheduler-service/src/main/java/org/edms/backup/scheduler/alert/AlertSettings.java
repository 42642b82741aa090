package org.edms.backup.scheduler.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are told, whatever the channel. */
@ConfigMapping(prefix = "edms.scheduler.alert")
interface AlertSettings {

    /** Whether alerts are events on Kafka as well. */
    @WithDefault("true")
    boolean events();

    /** The pause after a first failed delivery; each further one is twice as long. */
    @WithDefault("15s")
    Duration retryFirst();

    @WithDefault("1h")
    Duration retryLongest();

    /** How long incidents that are over are kept. */
    @WithDefault("90d")
    Duration kept();
}
