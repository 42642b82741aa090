package org.edms.backup.model.restore;

import java.util.Objects;
import org.edms.backup.model.id.RestoreJobId;

/**
 * A request for a restore.
 *
 * @param id chosen by the requester: a request that arrives twice is carried out once
 * @param packageName the name in the store
 * @param packageSha256 the digest of the file, so that no other package of that name is restored
 */
public record RestoreRequest(
        RestoreJobId id, String packageName, String packageSha256, RestoreOptions options, String requestedBy) {

    public RestoreRequest {
        Objects.requireNonNull(id);
        Objects.requireNonNull(packageName);
        Objects.requireNonNull(packageSha256);
        Objects.requireNonNull(options);
        Objects.requireNonNull(requestedBy);
    }
}
