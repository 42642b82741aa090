package org.edms.backup.model.restore;

import java.util.Objects;
import org.edms.backup.model.id.RestoreJobId;

/**
 * A restore that somebody asks for.
 *
 * @param id chosen by who asks: a request that arrives twice is carried out once
 * @param packageName in the store
 * @param packageSha256 of the file, so that no other package of that name is restored
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
