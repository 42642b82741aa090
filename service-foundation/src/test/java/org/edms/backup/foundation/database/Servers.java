package org.edms.backup.foundation.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.edms.backup.testing.TestServers;

/** The service database and the broker of these tests, which a test may stop and start. */
public final class Servers implements QuarkusTestResourceLifecycleManager {

    private static TestServers running;

    public static TestServers running() {
        return running;
    }

    @Override
    public Map<String, String> start() {
        running = new TestServers();
        Map<String, String> settings = new HashMap<>(running.database().asServiceDatabase());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", running.bootstrapServers());
        return settings;
    }

    @Override
    public void stop() {
        running.close();
    }
}
