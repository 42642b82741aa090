package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.service.compliance.Compliance;

/** Checks whether backups are made in time, and can be restored. */
@Singleton
class BackupCheck implements SystemCheck {

    private final Compliance compliance;
    private final HealthSettings.BackupLimits limits;
    private final Clock clock;

    BackupCheck(Compliance compliance, HealthSettings settings, Clock clock) {
        this.compliance = compliance;
        this.limits = settings.backups();
        this.clock = clock;
    }

    @Override
    public CheckType type() {
        return CheckType.BACKUP_SYSTEM;
    }

    @Override
    public void check(CheckResult result) {
        Compliance.Report state = compliance.report();
        success(result, state);
        result.metric("overdue", state.overdue().size());
        if (!state.overdue().isEmpty()) {
            result.critical("overdue: " + String.join(", ", state.overdue()));
        }
        if (state.lastGood() == null) {
            result.warning("there is no good backup yet");
        } else {
            result.metric("last_good_age_seconds", age(state.lastGood()).toSeconds());
            tested(result, state.lastTested());
        }
    }

    private void success(CheckResult result, Compliance.Report state) {
        result.metric("ended_30_days", state.ended());
        if (state.successRate() == null) {
            return;
        }
        double rate = state.successRate();
        result.metric("success_rate", rate);
        String problem =
                "%d of %d backups failed within 30 days".formatted(state.ended() - state.good(), state.ended());
        if (rate < limits.successCritical()) {
            result.critical(problem);
        } else if (rate < limits.successWarning()) {
            result.warning(problem);
        }
    }

    private void tested(CheckResult result, Instant lastTested) {
        if (lastTested == null) {
            result.warning("no backup was ever test-restored: verify one with level=restore");
            return;
        }
        Duration age = age(lastTested);
        result.metric("last_tested_age_seconds", age.toSeconds());
        if (age.compareTo(limits.untested()) >= 0) {
            result.warning("the last test restore was %d days ago".formatted(age.toDays()));
        }
    }

    private Duration age(Instant at) {
        return Duration.between(at, clock.instant());
    }
}
