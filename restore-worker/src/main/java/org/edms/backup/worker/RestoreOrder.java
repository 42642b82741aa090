package org.edms.backup.worker;

import java.util.Objects;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreRequest;

/**
 * A restore that is to be carried out.
 *
 * @param confirmed whether somebody said that a target that holds data may be changed
 * @param undoes the restore that is to be taken back; null for none
 */
record RestoreOrder(RestoreRequest request, boolean confirmed, RestoreJobId undoes) {

    RestoreOrder {
        Objects.requireNonNull(request);
    }

    RestoreJobId id() {
        return request.id();
    }

    /** Whether the target stays as it is. */
    boolean dryRun() {
        return undoes == null && request.options().dryRun();
    }
}
