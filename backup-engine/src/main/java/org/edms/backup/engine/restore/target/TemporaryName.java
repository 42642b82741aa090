package org.edms.backup.engine.restore.target;

import org.edms.backup.model.id.RestoreJobId;

/**
 * The name of the schema or database that exists only while a restore runs. If the restore is killed, the next one drops it.
 */
public final class TemporaryName {

    public static final String PREFIX = "edms_restore_";

    private TemporaryName() {}

    public static String of(RestoreJobId id) {
        return PREFIX + id.toString().replace("-", "");
    }
}
