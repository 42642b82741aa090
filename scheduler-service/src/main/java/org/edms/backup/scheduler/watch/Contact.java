package org.edms.backup.scheduler.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.alert.Finding;
import org.edms.backup.scheduler.alert.Survey;
import org.jdbi.v3.core.Jdbi;

/**
 * Whether backup-service answers. It counts as unreachable when this replica has had no answer several times in a row, and no
 * other replica has had one either: a replica with a broken network does not raise what the next one clears.
 */
final class Contact {

    private static final String SERVICE = "backup-service";

    private final Jdbi jdbi;
    private final Clock clock;
    private final int enough;
    private final Duration longEnough;
    private int failures;

    Contact(Jdbi jdbi, Clock clock, WatchSettings settings) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.enough = settings.unreachableAfter();
        this.longEnough = settings.every().multipliedBy(enough - 1L);
    }

    Survey answered() {
        failures = 0;
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into contact (service, reached_at) values (:service, :now)
                        on conflict (service) do update set reached_at = excluded.reached_at
                        """)
                .bind("service", SERVICE)
                .bind("now", now())
                .execute());
        return new Survey(IncidentKind.SERVICE_UNREACHABLE, List.of(), incident -> Optional.of("It answers again."));
    }

    Survey failed(BackupException failure) {
        failures++;
        Instant last = lastAnswer();
        List<Finding> findings = failures >= enough && isLongAgo(last)
                ? List.of(new Finding(SERVICE, HealthStatus.CRITICAL, failure.getMessage(), last))
                : List.of();
        return new Survey(IncidentKind.SERVICE_UNREACHABLE, findings, incident -> Optional.empty());
    }

    /** When there has never been an answer, waiting for one begins now. */
    private Instant lastAnswer() {
        return jdbi.inTransaction(transaction -> {
            transaction
                    .createUpdate("""
                            insert into contact (service, reached_at) values (:service, :now) on conflict do nothing
                            """)
                    .bind("service", SERVICE)
                    .bind("now", now())
                    .execute();
            return transaction
                    .createQuery("select reached_at from contact where service = :service")
                    .bind("service", SERVICE)
                    .mapTo(OffsetDateTime.class)
                    .one()
                    .toInstant();
        });
    }

    /** An answer from a time to come is one from before the clock was set back. */
    private boolean isLongAgo(Instant last) {
        Instant now = clock.instant();
        return !last.plus(longEnough).isAfter(now) || last.minus(longEnough).isAfter(now);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
