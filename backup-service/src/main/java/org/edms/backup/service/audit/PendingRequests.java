package org.edms.backup.service.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.edms.backup.model.id.UuidV7;

/**
 * Audited requests between their start and their entry in the audit trail. A request is stored before any of its work; if that
 * fails, no work is done. The entry that reports the outcome replaces it. A request that gets no entry, because the service died
 * or lost its database, is recorded as failed later: its work may have been done, and it must not go unrecorded.
 */
@Singleton
@Transactional
public class PendingRequests implements PanacheRepositoryBase<PendingRequest, UUID> {

    private final AuditTrail trail;
    private final AuditSettings settings;
    private final UuidV7 ids;
    private final Clock clock;

    PendingRequests(AuditTrail trail, AuditSettings settings, UuidV7 ids, Clock clock) {
        this.trail = trail;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    UUID begin(String who, AuditedRequest request, String origin) {
        UUID id = ids.next();
        persist(new PendingRequest(id, clock.instant(), who, request, origin));
        return id;
    }

    void complete(UUID id, AuditRecord record) {
        delete("id", id);
        trail.append(record);
    }

    /** Records requests that began too long ago to be still running. Replicas that do so at the same time record each once. */
    public void recordAbandoned() {
        find("at < ?1", Sort.by("at"), clock.instant().minus(settings.unfinishedAfter()))
                .list()
                .forEach(this::recordAbandoned);
    }

    private void recordAbandoned(PendingRequest request) {
        if (delete("id", request.id) == 1) {
            trail.append(request.abandoned());
        }
    }
}
