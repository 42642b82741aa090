package org.edms.backup.service.compliance;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.service.configuration.Configurations;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How the configurations are doing, and how many backups succeed. */
@Singleton
public class Compliance {

    private final Jdbi jdbi;
    private final Configurations configurations;
    private final ComplianceSettings settings;
    private final Clock clock;

    Compliance(Jdbi jdbi, Configurations configurations, ComplianceSettings settings, Clock clock) {
        this.jdbi = jdbi;
        this.configurations = configurations;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param ended backups of the last 30 days, of which {@code good} were completed; cancelled ones do not count
     * @param lastTested when a backup was last restored for a test, and was whole; null for never
     */
    public record Report(List<Entry> configurations, long ended, long good, Instant lastGood, Instant lastTested) {

        /** From 0 to 1; null where there were none. */
        public Double successRate() {
            return ended == 0 ? null : (double) good / ended;
        }

        public List<String> overdue() {
            return configurations.stream()
                    .map(Entry::status)
                    .filter(ConfigurationStatus::overdue)
                    .map(ConfigurationStatus::name)
                    .toList();
        }
    }

    /** @param interval the longest time between two backups; null for one that is not due by itself */
    public record Entry(ConfigurationStatus status, Duration interval, boolean enabled) {}

    private record Last(UUID configuration, Instant begun, Instant good, Instant tested) {}

    public Report report() {
        return jdbi.withHandle(handle -> {
            Map<UUID, Last> lasts = lasts(handle).stream().collect(Collectors.toMap(Last::configuration, each -> each));
            List<Entry> all = configurations.all().stream()
                    .map(each -> of(each, lasts.get(each.id().value())))
                    .toList();
            return handle.createQuery("""
                            select count(*) filter (where status <> 'CANCELLED'
                                    and ended_at >= now() - interval '30 days') as ended,
                                count(*) filter (where status in ('COMPLETED', 'COMPLETED_WITH_WARNINGS')
                                    and ended_at >= now() - interval '30 days') as good,
                                max(ended_at) filter (where status in ('COMPLETED', 'COMPLETED_WITH_WARNINGS')) as last_good,
                                (select max((result ->> 'verified_at')::timestamptz) from verification
                                    where level = 'RESTORE' and (result ->> 'whole')::boolean) as last_tested
                            from backup_job
                            """)
                    .map((row, context) -> state(all, row))
                    .one();
        });
    }

    private static Report state(List<Entry> all, ResultSet row) throws SQLException {
        return new Report(
                all, row.getLong("ended"), row.getLong("good"), instant(row, "last_good"), instant(row, "last_tested"));
    }

    private Entry of(BackupConfiguration configuration, Last last) {
        ScheduleStatus due =
                ScheduleStatus.of(configuration, last == null ? null : last.begun(), settings.grace(), clock.instant());
        return new Entry(
                new ConfigurationStatus(
                        configuration.name(),
                        last == null ? null : last.good(),
                        last == null ? null : last.tested(),
                        due.next(),
                        due.overdue()),
                due.interval(),
                configuration.enabled());
    }

    private static List<Last> lasts(Handle handle) {
        return handle.createQuery("""
                        select j.configuration, max(j.created_at) as begun, max(j.ended_at) as good,
                            (select max((v.result ->> 'verified_at')::timestamptz)
                                from verification v join backup_job t on t.id = v.job
                                where t.configuration = j.configuration and v.level = 'RESTORE'
                                  and (v.result ->> 'whole')::boolean) as tested
                        from backup_job j
                        where j.configuration is not null and j.status in ('COMPLETED', 'COMPLETED_WITH_WARNINGS')
                        group by j.configuration
                        """)
                .map((row, context) -> new Last(
                        row.getObject("configuration", UUID.class),
                        instant(row, "begun"),
                        instant(row, "good"),
                        instant(row, "tested")))
                .list();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
