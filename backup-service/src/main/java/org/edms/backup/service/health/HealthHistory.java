package org.edms.backup.service.health;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.model.event.HealthChecked;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.service.access.Conditions;

/** The results of health checks. */
@Singleton
@Transactional
public class HealthHistory implements PanacheRepositoryBase<HealthCheckRow, Long> {

    private final Outbox outbox;
    private final HealthSettings settings;
    private final Clock clock;

    HealthHistory(Outbox outbox, HealthSettings settings, Clock clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** The results that a list contains; null matches all. */
    record Filter(CheckType type, HealthStatus status, Instant since, Instant until) {}

    /** Stores and publishes results, and deletes those that are too old. */
    void record(List<HealthCheck> checks) {
        for (HealthCheck check : checks) {
            persist(new HealthCheckRow(check));
            outbox.add(new HealthChecked(check));
        }
        delete("checkedAt < ?1", clock.instant().minus(settings.history()));
    }

    /** The latest result of each check that ever ran. */
    public List<HealthCheck> latest() {
        return getSession()
                .createNativeQuery("""
                        select distinct on (check_type) * from health_check
                        order by check_type, checked_at desc, id desc
                        """, HealthCheckRow.class)
                .getResultStream()
                .map(row -> row.body)
                .toList();
    }

    PanacheQuery<HealthCheckRow> find(Filter filter) {
        return new Conditions()
                .add("checkType = :type", "type", filter.type())
                .add("status = :status", "status", filter.status())
                .add("checkedAt >= :since", "since", filter.since())
                .add("checkedAt < :until", "until", filter.until())
                .find(this, Sort.descending("checkedAt", "id"));
    }
}
