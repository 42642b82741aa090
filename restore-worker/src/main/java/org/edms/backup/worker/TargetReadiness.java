package org.edms.backup.worker;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Checks that the target database accepts connections. */
@Readiness
@Singleton
class TargetReadiness implements HealthCheck {

    private static final String NAME = "target database";

    private final Edms edms;

    TargetReadiness(Edms edms) {
        this.edms = edms;
    }

    @Override
    public HealthCheckResponse call() {
        try (Connection connection = edms.target().connect(Map.of())) {
            return HealthCheckResponse.named(NAME)
                    .status(!connection.isClosed())
                    .build();
        } catch (SQLException e) {
            return down(ErrorCode.DATABASE_UNREACHABLE);
        } catch (BackupException e) {
            // A restore in replace mode creates a missing database.
            return e.code() == ErrorCode.DATABASE_MISSING ? HealthCheckResponse.up(NAME) : down(e.code());
        }
    }

    private static HealthCheckResponse down(ErrorCode code) {
        return HealthCheckResponse.named(NAME)
                .withData("code", code.name())
                .down()
                .build();
    }
}
