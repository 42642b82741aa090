package org.edms.backup.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Several JVMs that share the test classes run each in a run of its own, all in one session. */
class SharedServersTest {

    private static final List<String> SERVERS = new ArrayList<>();

    @Test
    void theRunsOfASessionShareTheirServers() {
        // given
        SERVERS.clear();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(UsesServers.class))
                .build();

        // when
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request);
            session.getLauncher().execute(request);
        }

        // then
        assertThat(SERVERS).hasSize(2);
        assertThat(SERVERS.get(1)).isEqualTo(SERVERS.get(0));
    }

    @PostgresTest
    @KafkaTest
    static class UsesServers {

        @Test
        void namesItsServers(TestDatabase database, TestTopics topics) {
            SERVERS.add(database.server().port() + " " + topics.bootstrapServers());
        }
    }
}
