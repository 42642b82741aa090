package org.edms.backup.testing;

import org.testcontainers.DockerClientFactory;

/** Whether a Docker engine answers. Checked once, because the check takes up to a second. */
final class Docker {

    private static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();

    private Docker() {}

    static boolean answers() {
        return ANSWERS;
    }
}
