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
    void whereAllIsWellThereIsNoIncident() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        fake.is(Samples.well(Samples.of("nightly", NOON, false)));
        fake.checked(Samples.check(CheckType.DATABASE, HealthStatus.HEALTHY));

        // when
        watch.look();

        // then
        assertThat(all()).isZero();
    }

    @Test
    void anOverdueBackupIsOneIncidentUntilThereIsAGoodOne() {
        // given
        fake.is(Samples.well(Samples.of("nightly", NOON.minusSeconds(200_000), true)));

        // when
        watch.look();
        watch.look();
        replica().look();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.BACKUP_OVERDUE);
            assertThat(incident.subject()).isEqualTo("nightly");
            assertThat(incident.since()).isEqualTo(NOON.minusSeconds(200_000));
        });

        // when
        fake.is(Samples.well(Samples.of("nightly", NOON, false)));
        watch.look();
        replica().look();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aConfigurationThatIsGoneIsNotOverdue() {
        // given
        fake.is(Samples.well(Samples.of("nightly", null, true)));
        watch.look();

        // when
        fake.is(Samples.well());
        watch.look();

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
        watch.look();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.BACKUP_FAILED);
            assertThat(incident.subject()).isEqualTo("nightly");
            assertThat(incident.message()).contains("STORE_FULL");
            assertThat(incident.since()).isEqualTo(NOON.minusSeconds(60));
        });

        // when: it is no longer among the jobs that are looked for
        fake.ran();
        watch.look();

        // then
        assertThat(incidents.open()).hasSize(1);

        // when
        fake.is(Samples.well(Samples.of("nightly", NOON, false)));
        watch.look();

        // then
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void aFailureThatAGoodBackupHasFollowedIsNoIncident() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        fake.ran(Samples.failed(Samples.id("nightly"), NOON.minusSeconds(60)));
        fake.is(Samples.well(Samples.of("nightly", NOON.minusSeconds(30), false)));

        // when
        watch.look();

        // then
        assertThat(all()).isZero();
    }

    @Test
    void aFailedBackupThatSomebodyAskedForIsAnIncidentOfItsOwn() {
        // given
        fake.ran(Samples.failed(null, NOON.minusSeconds(60)), Samples.failed(null, NOON.minusSeconds(90)));

        // when
        watch.look();

        // then
        assertThat(incidents.open()).hasSize(2).allMatch(incident -> incident.kind() == IncidentKind.BACKUP_FAILED);

        // when
        fake.ran();
        watch.look();

        // then
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void aFailedRestoreIsAnIncidentUntilThePackageIsRestored() {
        // given
        fake.restored(Samples.restore("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))));

        // when
        watch.look();

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
        watch.look();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aDryRunNeitherRaisesNorClearsAnIncident() {
        // given
        fake.restored(Samples.dryRun("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))));

        // when
        watch.look();

        // then
        assertThat(all()).isZero();

        // when
        fake.restored(
                Samples.restore("a.tar", NOON.minusSeconds(600), Samples.rolledBack(NOON.minusSeconds(300))),
                Samples.dryRun("a.tar", NOON.minusSeconds(100), new Outcome.Completed(NOON)));
        watch.look();

        // then
        assertThat(incidents.open()).hasSize(1);
    }

    @Test
    void aBackupThatHoldsMuchLessIsAnIncidentUntilOneHoldsEnough() {
        // given
        Failure shrunk = new Failure(ErrorCode.BACKUP_SHRUNK, "rows (0, and 9 in the package before)");
        Failure other = new Failure(ErrorCode.FILE_UNREADABLE, "one");
        fake.has(Samples.daily("nightly", "02:30"));
        fake.ran(
                Samples.completed(Samples.id("nightly"), NOON.minusSeconds(60), other, shrunk),
                Samples.completed(Samples.id("nightly"), NOON.minusSeconds(3_600)));

        // when
        watch.look();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.BACKUP_SHRUNK);
            assertThat(incident.subject()).isEqualTo("nightly");
            assertThat(incident.message()).contains("BACKUP_SHRUNK");
        });

        // when: none is looked for any more
        fake.ran();
        watch.look();

        // then
        assertThat(incidents.open()).hasSize(1);

        // when
        fake.ran(Samples.completed(Samples.id("nightly"), NOON, other));
        watch.look();

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
        watch.look();

        // then
        assertThat(subjects()).containsExactly("STORAGE");

        // when: a warning is neither
        fake.checked(Samples.check(CheckType.STORAGE, HealthStatus.WARNING));
        watch.look();

        // then
        assertThat(subjects()).containsExactly("STORAGE");

        // when
        fake.checked(Samples.check(CheckType.STORAGE, HealthStatus.HEALTHY));
        watch.look();

        // then
        assertThat(subjects()).isEmpty();
    }

    @Test
    void storageThatRunsOutIsAnIncidentUntilThereIsClearlyEnough() {
        // when
        fake.is(Samples.status(91, 9));
        watch.look();

        // then
        assertThat(incidents.open()).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(IncidentKind.STORAGE_LOW);
            assertThat(incident.message()).isEqualTo("9.0 % are free: 9.0 GiB.");
        });

        // when: it swings around the threshold
        fake.is(Samples.status(89, 11));
        watch.look();
        fake.is(Samples.status(91, 9));
        watch.look();

        // then
        assertThat(incidents.open()).hasSize(1);

        // when
        fake.is(Samples.status(88, 12));
        watch.look();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aServiceThatDoesNotAnswerThreeTimesIsUnreachableUntilItAnswers() {
        // given
        watch.look();
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
        watch.look();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(all()).isEqualTo(1);
    }

    @Test
    void aServiceThatNeverAnsweredIsUnreachableToo() {
        // given
        fake.hangUp();

        // when
        look(watch, 3);

        // then
        assertThat(subjects()).containsExactly("backup-service");
    }

    @Test
    void aReplicaWithABrokenNetworkRaisesNothingWhileTheOtherHasAnswers() {
        // given
        Watch other = replica();

        // when
        for (int i = 0; i < 5; i++) {
            fake.hangUp();
            watch.look();
            fake.recover();
            other.look();
            clock.advance(Duration.ofSeconds(1));
        }

        // then
        assertThat(all()).isZero();
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyFromNoticing() {
        // given
        watch.look();
        clock.set("2025-01-01T00:00:00Z");
        fake.hangUp();

        // when
        look(watch, 3);

        // then
        assertThat(subjects()).containsExactly("backup-service");
    }

    @Test
    void whatCannotBeSeenStaysAsItIs() {
        // given
        fake.is(Samples.status(91, 9, Samples.of("nightly", null, true)));
        fake.checked(Samples.check(CheckType.STORAGE, HealthStatus.CRITICAL));
        fake.restored(Samples.restore("a.tar", NOON, Samples.rolledBack(NOON)));
        watch.look();
        assertThat(incidents.open()).hasSize(4);

        // when
        fake.fail("/latest_status/", 500, "");
        fake.fail("/restores/", 500, "");
        fake.fail("/jobs/", 500, "");
        watch.look();
        fake.hangUp();
        watch.look();

        // then
        assertThat(incidents.open()).hasSize(4);
    }

    @Test
    void oneReadingThatFailsHidesNoOther() {
        // given
        fake.fail("/latest_status/", 500, "");
        fake.fail("/jobs/", 403, "");
        fake.restored(Samples.restore("a.tar", NOON, Samples.rolledBack(NOON)));

        // when
        watch.look();

        // then
        assertThat(subjects()).containsExactly("a.tar");
    }

    private void look(Watch who, int times) {
        for (int i = 0; i < times; i++) {
            clock.advance(settings.every());
            who.look();
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
