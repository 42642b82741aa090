package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.service.compliance.Compliance;

/** Whether backups are made when they are due, and would restore. */
@Singleton
class BackupCheck implements Check {

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
    public void look(Look look) {
        Compliance.State state = compliance.state();
        success(look, state);
        look.metric("overdue", state.overdue().size());
        if (!state.overdue().isEmpty()) {
            look.critical("overdue: " + String.join(", ", state.overdue()));
        }
        if (state.lastGood() == null) {
            look.warning("there is no good backup yet");
        } else {
            look.metric("last_good_age_seconds", age(state.lastGood()).toSeconds());
            tested(look, state.lastTested());
        }
    }

    private void success(Look look, Compliance.State state) {
        look.metric("ended_30_days", state.ended());
        if (state.successRate() == null) {
            return;
        }
        double rate = state.successRate();
        look.metric("success_rate", rate);
        String problem =
                "%d of %d backups failed within 30 days".formatted(state.ended() - state.good(), state.ended());
        if (rate < limits.successCritical()) {
            look.critical(problem);
        } else if (rate < limits.successWarning()) {
            look.warning(problem);
        }
    }

    private void tested(Look look, Instant lastTested) {
        if (lastTested == null) {
            look.warning("no backup was ever restored for a test: verify one with level=restore");
            return;
        }
        Duration age = age(lastTested);
        look.metric("last_tested_age_seconds", age.toSeconds());
        if (age.compareTo(limits.untested()) >= 0) {
            look.warning("the last test restore was %d days ago".formatted(age.toDays()));
        }
    }

    private Duration age(Instant at) {
        return Duration.between(at, clock.instant());
    }
}
