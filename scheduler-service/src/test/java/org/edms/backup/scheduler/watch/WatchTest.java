package org.edms.backup.scheduler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.scheduler.alert.Incidents;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.testing.FakeBackupService;
import org.edms.backup.scheduler.testing.Samples;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.scheduler.testing.TestClock;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class WatchTest {

    private static final Instant NOON = Samples.NOON;

    private final FakeBackupService fake = Suite.running().backupService();
    private final TestClock clock = new TestClock();

    @Inject
    BackupService backupService;

    @Inject
    Incidents incidents;

    @Inject
    Session session;

    @Inject
    WatchSettings settings;

    private Watch watch;

    @BeforeEach
    void start() {
        Suite.running().reset();
        clock.set(NOON.toString());
        watch = replica();
    }

    @Test
    void aHealthySystemHasNoIncident() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        fake.is(Samples.well(Samples.of("nightly", NOON, false)));
        fake.checked(Samples.check(CheckType.DATABASE, HealthStatus.HEALTHY));

        // when
        watch.check();

        // then
        assertThat(all()).isZero();
    }

    @Test
    void anOverdueBackupIsOneIncidentUntilThereIsAGoodOne() {
        // given
        fake.is(Samples.well(Samples.of("nightly", NOON.minusSeconds(200_000), true)));

        // when
        watch.check();
        watch.check();
        replica().check();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.BACKUP_OVERDUE);
            assertThat(incident.subject()).isEqualTo("nightly");
            assertThat(incident.since()).isEqualTo(NOON.minusSeconds(200_000));
        });

        // when
        fake.is(Samples.well(Samples.of("nightly", NOON, false)));
        watch.check();
        replica().check();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aDeletedConfigurationIsNotOverdue() {
        // given
        fake.is(Samples.well(Samples.of("nightly", null, true)));
        watch.check();

        // when
        fake.is(Samples.well());
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void aFailedBackupIsOneIncidentUntilALaterGoodOne() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        fake.is(Samples.well(Samples.of("nightly", NOON.minusSeconds(90_000), false)));
        fake.ran(
                Samples.failed(Samples.id("nightly"), NOON.minusSeconds(60)),
                Samples.failed(Samples.id("nightly"), NOON.minusSeconds(3_600)));

        // when
        watch.check();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.BACKUP_FAILED);
            assertThat(incident.subject()).isEqualTo("nightly");
            assertThat(incident.message()).contains("STORE_FULL");
            assertThat(incident.since()).isEqualTo(NOON.minusSeconds(60));
        });

        // when: it is no longer among the watched jobs
        fake.ran();
        watch.check();

        // then
        assertThat(incidents.open()).hasSize(1);

        // when
        fake.is(Samples.well(Samples.of("nightly", NOON, false)));
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void aFailureFollowedByAGoodBackupIsNoIncident() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        fake.ran(Samples.failed(Samples.id("nightly"), NOON.minusSeconds(60)));
        fake.is(Samples.well(Samples.of("nightly", NOON.minusSeconds(30), false)));

        // when
        watch.check();

        // then
        assertThat(all()).isZero();
    }

    @Test
    void aFailedBackupWithoutAConfigurationIsAnIncident() {
        // given
        fake.ran(Samples.failed(null, NOON.minusSeconds(60)), Samples.failed(null, NOON.minusSeconds(90)));

        // when
        watch.check();

        // then
        assertThat(incidents.open()).hasSize(2).allMatch(incident -> incident.kind() == IncidentKind.BACKUP_FAILED);

        // when
        fake.ran();
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void aFailedRestoreIsAnIncidentUntilThePackageIsRestored() {
        // given
        fake.restored(Samples.restore("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))));

        // when
        watch.check();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.RESTORE_FAILED);
            assertThat(incident.subject()).isEqualTo("a.tar");
            assertThat(incident.message()).contains("documents_owner_fkey");
        });

        // when
        fake.restored(
                Samples.restore("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))),
                Samples.restore("a.tar", NOON.minusSeconds(100), new Outcome.Completed(NOON)));
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aDryRunNeitherRaisesNorClearsAnIncident() {
        // given
        fake.restored(Samples.dryRun("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))));

        // when
        watch.check();

        // then
        assertThat(all()).isZero();

        // when
        fake.restored(
                Samples.restore("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))),
                Samples.dryRun("a.tar", NOON.minusSeconds(100), new Outcome.Completed(NOON)));
        watch.check();

        // then
        assertThat(incidents.open()).hasSize(1);
    }

    @Test
    void aShrunkBackupIsAnIncidentUntilOneOfNormalSize() {
        // given
        Failure shrunk = new Failure(ErrorCode.BACKUP_SHRUNK, "rows (0, and 9 in the package before)");
        Failure other = new Failure(ErrorCode.FILE_UNREADABLE, "one");
        fake.has(Samples.daily("nightly", "02:30"));
        fake.ran(
                Samples.completed(Samples.id("nightly"), NOON.minusSeconds(60), other, shrunk),
                Samples.completed(Samples.id("nightly"), NOON.minusSeconds(3_600)));

        // when
        watch.check();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.BACKUP_SHRUNK);
            assertThat(incident.subject()).isEqualTo("nightly");
            assertThat(incident.message()).contains("BACKUP_SHRUNK");
        });

        // when: none is looked for any more
        fake.ran();
        watch.check();

        // then
        assertThat(incidents.open()).hasSize(1);

        // when
        fake.ran(Samples.completed(Samples.id("nightly"), NOON, other));
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void aFailingHealthCheckIsAnIncidentUntilItIsHealthyAgain() {
        // given
        fake.checked(
                Samples.check(CheckType.STORAGE, HealthStatus.CRITICAL),
                Samples.check(CheckType.SECURITY, HealthStatus.WARNING));

        // when
        watch.check();

        // then
        assertThat(subjects()).containsExactly("STORAGE");

        // when: a warning is neither
        fake.checked(Samples.check(CheckType.STORAGE, HealthStatus.WARNING));
        watch.check();

        // then
        assertThat(subjects()).containsExactly("STORAGE");

        // when
        fake.checked(Samples.check(CheckType.STORAGE, HealthStatus.HEALTHY));
        watch.check();

        // then
        assertThat(subjects()).isEmpty();
    }

    @Test
    void lowStorageIsAnIncidentUntilTheUpperThreshold() {
        // when
        fake.is(Samples.status(91, 9));
        watch.check();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.STORAGE_LOW);
            assertThat(incident.message()).isEqualTo("9.0 % free: 9.0 GiB.");
        });

        // when: it swings around the threshold
        fake.is(Samples.status(89, 11));
        watch.check();
        fake.is(Samples.status(91, 9));
        watch.check();

        // then
        assertThat(incidents.open()).hasSize(1);

        // when
        fake.is(Samples.status(88, 12));
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aServiceIsUnreachableAfterThreeFailuresUntilItResponds() {
        // given
        watch.check();
        fake.hangUp();

        // when
        look(watch, 2);

        // then
        assertThat(incidents.open()).isEmpty();

        // when
        look(watch, 2);

        // then
        assertThat(incidents.open())
                .singleElement()
                .satisfies(incident -> assertThat(incident.kind()).isEqualTo(IncidentKind.SERVICE_UNREACHABLE));

        // when
        fake.recover();
        watch.check();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aServiceThatNeverRespondedIsUnreachable() {
        // given
        fake.hangUp();

        // when
        look(watch, 3);

        // then
        assertThat(subjects()).containsExactly("backup-service");
    }

    @Test
    void aReplicaWithABrokenNetworkRaisesNothingWhileAnotherGetsResponses() {
        // given
        Watch other = replica();

        // when
        for (int i = 0; i < 5; i++) {
            fake.hangUp();
            watch.check();
            fake.recover();
            other.check();
            clock.advance(Duration.ofSeconds(1));
        }

        // then
        assertThat(all()).isZero();
    }

    @Test
    void aClockThatIsSetBackDelaysNoIncident() {
        // given
        watch.check();
        clock.set("2025-01-01T00:00:00Z");
        fake.hangUp();

        // when
        look(watch, 3);

        // then
        assertThat(subjects()).containsExactly("backup-service");
    }

    @Test
    void incidentsOfAnImpossibleCheckStayOpen() {
        // given
        fake.is(Samples.status(91, 9, Samples.of("nightly", null, true)));
        fake.checked(Samples.check(CheckType.STORAGE, HealthStatus.CRITICAL));
        fake.restored(Samples.restore("a.tar", NOON, Samples.rolledBack(NOON)));
        watch.check();
        assertThat(incidents.open()).hasSize(4);

        // when
        fake.fail("/latest_status/", 500, "");
        fake.fail("/restores/", 500, "");
        fake.fail("/jobs/", 500, "");
        watch.check();
        fake.hangUp();
        watch.check();

        // then
        assertThat(incidents.open()).hasSize(4);
    }

    @Test
    void aFailedCheckHidesNoOther() {
        // given
        fake.fail("/latest_status/", 500, "");
        fake.fail("/jobs/", 403, "");
        fake.restored(Samples.restore("a.tar", NOON, Samples.rolledBack(NOON)));

        // when
        watch.check();

        // then
        assertThat(subjects()).containsExactly("a.tar");
    }

    private void look(Watch who, int times) {
        for (int i = 0; i < times; i++) {
            clock.advance(settings.every());
            who.check();
        }
    }

    private Watch replica() {
        return new Watch(backupService, incidents, new Reachability(session, clock, settings), settings, clock);
    }

    private List<String> subjects() {
        return incidents.open().stream().map(Incident::subject).toList();
    }

    private int all() {
        return QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeQuery("select count(*) from incident", Integer.class)
                        .getSingleResult());
    }
}
