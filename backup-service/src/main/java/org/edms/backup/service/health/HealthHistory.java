package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.model.event.HealthChecked;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** What the health checks found. */
@Singleton
public class HealthHistory {

    private static final String MATCHES = """
            where (:type::text is null or check_type = :type)
              and (:status::text is null or status = :status)
              and (:since::timestamptz is null or checked_at >= :since::timestamptz)
              and (:until::timestamptz is null or checked_at < :until::timestamptz)
            """;

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final HealthSettings settings;
    private final Clock clock;

    HealthHistory(Jdbi jdbi, Outbox outbox, HealthSettings settings, Clock clock) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** Which results are wanted; null for all. */
    record Filter(CheckType type, HealthStatus status, Instant since, Instant until) {}

    /** Keeps the results, tells of them, and forgets those that are too old. */
    void keep(List<HealthCheck> checks) {
        jdbi.useTransaction(transaction -> {
            for (HealthCheck check : checks) {
                insert(transaction, check);
                outbox.add(transaction, new HealthChecked(check));
            }
            transaction
                    .createUpdate("delete from health_check where checked_at < :limit")
                    .bind("limit", clock.instant().minus(settings.history()))
                    .execute();
        });
    }

    private static void insert(Handle transaction, HealthCheck check) {
        transaction
                .createUpdate("""
                        insert into health_check (check_type, status, checked_at, body)
                        values (:type, :status, :at, cast(:body as jsonb))
                        """)
                .bind("type", check.checkType().name())
                .bind("status", check.status().name())
                .bind("at", check.checkedAt())
                .bind("body", JsonColumn.write(check))
                .execute();
    }

    /** The latest result of each check that was ever made. */
    public List<HealthCheck> latest() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct on (check_type) body from health_check
                        order by check_type, checked_at desc, id desc
                        """)
                .map((row, context) -> JsonColumn.read(row.getString("body"), HealthCheck.class))
                .list());
    }

    List<HealthCheck> list(Filter filter, int size, long offset) {
        return jdbi.withHandle(handle -> bound(
                        filter,
                        handle.createQuery("select body from health_check " + MATCHES
                                + " order by checked_at desc, id desc limit :size offset :offset"))
                .bind("size", size)
                .bind("offset", offset)
                .map((row, context) -> JsonColumn.read(row.getString("body"), HealthCheck.class))
                .list());
    }

    long count(Filter filter) {
        return jdbi.withHandle(
                handle -> bound(filter, handle.createQuery("select count(*) from health_check " + MATCHES))
                        .mapTo(Long.class)
                        .one());
    }

    private static <S extends SqlStatement<S>> S bound(Filter filter, S statement) {
        return statement
                .bind("type", filter.type() == null ? null : filter.type().name())
                .bind("status", filter.status() == null ? null : filter.status().name())
                .bind("since", filter.since() == null ? null : filter.since().toString())
                .bind("until", filter.until() == null ? null : filter.until().toString());
    }
}
