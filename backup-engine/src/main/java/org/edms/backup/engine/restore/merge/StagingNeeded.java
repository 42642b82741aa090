package org.edms.backup.engine.restore.merge;

import java.io.IOException;

/** Rows that were on their way straight into the target turn out to need more than that; staged, they get it. */
final class StagingNeeded extends IOException {

    private static final long serialVersionUID = 1;

    StagingNeeded(String why) {
        super(why);
    }

    StagingNeeded(String why, Throwable cause) {
        super(why, cause);
    }
}
