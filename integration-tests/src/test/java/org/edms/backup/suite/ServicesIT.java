package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesIT {

    private static final int TERMINATED = 128 + 15;

    @ParameterizedTest
    @ValueSource(strings = {"backup-service", "restore-worker", "scheduler-service"})
    void aServiceAnswersItsProbesAndStopsWhenTold(String name) throws IOException, InterruptedException {
        // given
        ServiceProcess service = ServiceProcess.start(name);

        // when
        service.awaitReady();

        // then
        for (String probe : new String[] {"live", "ready", "started"}) {
            assertThat(service.get("/q/health/" + probe).statusCode()).isEqualTo(200);
            assertThat(service.get("/q/health/" + probe).body()).contains("\"status\": \"UP\"");
        }
        assertThat(service.stop()).isIn(0, TERMINATED);
    }
}
