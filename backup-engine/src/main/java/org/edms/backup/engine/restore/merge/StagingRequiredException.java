package org.edms.backup.engine.restore.merge;

import java.io.IOException;

/** Rows that were to be streamed cannot be restored without staging. */
final class StagingRequiredException extends IOException {

    private static final long serialVersionUID = 1;

    StagingRequiredException(String reason) {
        super(reason);
    }

    StagingRequiredException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
