package org.edms.backup.foundation;

import io.quarkus.arc.All;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.logging.Level;
import org.edms.backup.foundation.database.ServiceDatabase;
import org.edms.backup.foundation.start.Settings;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.jboss.logging.Logger;

/** Refuses to start if a setting is missing or unsafe and names each one; then migrates the database. */
@ApplicationScoped
class StartupChecks {

    private static final Logger LOG = Logger.getLogger(StartupChecks.class);

    private static final String SHUTDOWN = "io.quarkus.runtime.shutdown.ShutdownRecorder";

    /** Before consumers start. */
    private static final int FIRST = -1000;

    private final List<Settings> settings;
    private final ServiceDatabase database;

    StartupChecks(@All List<Settings> settings, ServiceDatabase database) {
        this.settings = settings;
        this.database = database;
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        List<String> problems = settings.stream()
                .flatMap(feature -> feature.problems().stream())
                .sorted()
                .toList();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> LOG.errorf("%s: %s", ErrorCode.CONFIGURATION_INVALID, problem));
            throw stop(ErrorCode.CONFIGURATION_INVALID.exitCode());
        }
        try {
            database.migrate();
        } catch (BackupException e) {
            LOG.errorf("%s Hint: %s", e.getMessage(), e.failure().hint());
            throw stop(e.code().exitCode());
        }
    }

    /**
     * The exception only ends the startup: without the request to exit, the process would wait forever. The log category is
     * switched off because the shutdown of beans that never started logs an error, which would bury the reason.
     */
    private static PreventFurtherStepsException stop(ExitCode code) {
        java.util.logging.Logger.getLogger(SHUTDOWN).setLevel(Level.OFF);
        Quarkus.asyncExit(code.number());
        return new PreventFurtherStepsException("Not started", code.number());
    }
}
