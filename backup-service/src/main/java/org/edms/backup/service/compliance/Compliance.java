package org.edms.backup.service.compliance;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
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
import org.hibernate.Session;

/** Whether configurations are backed up in time, and how many backups succeed. */
@Singleton
public class Compliance {

    private final Session session;
    private final Configurations configurations;
    private final ComplianceSettings settings;
    private final Clock clock;

    Compliance(Session session, Configurations configurations, ComplianceSettings settings, Clock clock) {
        this.session = session;
        this.configurations = configurations;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param ended backups that ended within 30 days, without cancelled ones
     * @param good how many of them were completed
     * @param lastTested the last successful test restore; null for none
     */
    public record Report(List<Entry> configurations, long ended, long good, Instant lastGood, Instant lastTested) {

        /** From 0 to 1; null without backups. */
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

    /**
     * @param interval the longest time between two scheduled backups; null without a schedule
     * @param lastBackup the last good backup; null for none
     */
    public record Entry(ConfigurationStatus status, Duration interval, boolean enabled, LastBackup lastBackup) {}

    /** @param duration from the request to the completion */
    public record LastBackup(Duration duration, long bytes) {}

    record Totals(long ended, long good, Instant lastGood, Instant lastTested) {}

    record Last(UUID configuration, Instant begun, Instant good, Instant tested, Instant requested, long bytes) {

        LastBackup backup() {
            return new LastBackup(Duration.between(requested, good), bytes);
        }
    }

    @Transactional
    public Report report() {
        Map<UUID, Last> lasts = lasts().stream().collect(Collectors.toMap(Last::configuration, each -> each));
        List<Entry> entries = configurations.all().stream()
                .map(each -> of(each, lasts.get(each.id().value())))
                .toList();
        Totals totals = totals();
        return new Report(entries, totals.ended(), totals.good(), totals.lastGood(), totals.lastTested());
    }

    private Totals totals() {
        return session.createNativeQuery("""
                        select count(*) filter (where status <> 'CANCELLED'
                                and ended_at >= now() - interval '30 days') as ended,
                            count(*) filter (where status in ('COMPLETED', 'COMPLETED_WITH_WARNINGS')
                                and ended_at >= now() - interval '30 days') as good,
                            max(ended_at) filter (where status in ('COMPLETED', 'COMPLETED_WITH_WARNINGS')) as last_good,
                            (select max(cast(result ->> 'verified_at' as timestamptz)) from verification
                                where level = 'RESTORE' and cast(result ->> 'whole' as boolean)) as last_tested
                        from backup_job
                        """, Totals.class).getSingleResult();
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
                configuration.enabled(),
                last == null ? null : last.backup());
    }

    private List<Last> lasts() {
        return session.createNativeQuery("""
                        select j.configuration, max(j.created_at) as begun, max(j.ended_at) as good,
                            (select max(cast(v.result ->> 'verified_at' as timestamptz))
                                from verification v join backup_job t on t.id = v.job
                                where t.configuration = j.configuration and v.level = 'RESTORE'
                                  and cast(v.result ->> 'whole' as boolean)) as tested,
                            (array_agg(j.created_at order by j.ended_at desc))[1] as requested,
                            (array_agg(cast(j.body -> 'backup_package' ->> 'bytes' as bigint)
                                order by j.ended_at desc))[1] as bytes
                        from backup_job j
                        where j.configuration is not null and j.status in ('COMPLETED', 'COMPLETED_WITH_WARNINGS')
                        group by j.configuration
                        """, Last.class).getResultList();
    }
}
