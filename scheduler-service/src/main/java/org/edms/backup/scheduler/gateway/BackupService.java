package org.edms.backup.scheduler.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.edms.backup.model.Page;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.status.SystemStatus;
import org.jboss.logging.Logger;

/** Calls backup-service. Every failure is a {@link BackupException} with a code. */
@Singleton
public class BackupService {

    private static final int PAGE_SIZE = 200;

    private static final Logger LOG = Logger.getLogger(BackupService.class);

    private final BackupApi api;
    private final AtomicBoolean reachable = new AtomicBoolean(true);

    BackupService(@RestClient BackupApi api) {
        this.api = api;
    }

    public List<BackupConfiguration> configurations() {
        return all(page -> api.configurations(page, PAGE_SIZE), configuration -> Instant.MAX, Instant.MIN);
    }

    /**
     * @param configuration id or name
     * @return the location of the job; null if the response has none
     */
    public URI execute(String configuration, String key, String reason) {
        return post(() -> api.execute(configuration, key, new BackupApi.Order(reason)));
    }

    public void applyRetention(String key) {
        post(() -> api.applyRetention(key));
    }

    public void runHealthCheck(CheckType type, String key) {
        post(() -> api.runHealthCheck(type, key));
    }

    public SystemStatus systemStatus() {
        return ask(api::systemStatus);
    }

    public List<HealthCheck> latestHealth() {
        return ask(api::latestHealth);
    }

    /** Backups with a status that were created after {@code since}, newest first. */
    public List<BackupJob> jobs(JobStatus status, Instant since) {
        return all(page -> api.jobs(status, since, page, PAGE_SIZE), BackupJob::createdAt, since);
    }

    /** Restores with a status that were created after {@code since}, newest first. */
    public List<RestoreJob> restores(JobStatus status, Instant since) {
        return all(page -> api.restores(status, since, page, PAGE_SIZE), RestoreJob::createdAt, since);
    }

    /** Reads pages until an entry is too old. */
    private <T> List<T> all(IntFunction<Page<T>> pages, Function<T, Instant> age, Instant since) {
        List<T> all = new ArrayList<>();
        int number = 0;
        while (true) {
            int wanted = number++;
            Page<T> page = ask(() -> pages.apply(wanted));
            List<T> recent = page.items().stream()
                    .filter(item -> age.apply(item).isAfter(since))
                    .toList();
            all.addAll(recent);
            boolean last = (long) (wanted + 1) * page.size() >= page.total();
            if (last || recent.size() < page.items().size() || recent.isEmpty()) {
                return List.copyOf(all);
            }
        }
    }

    private URI post(Supplier<Response> call) {
        return ask(() -> {
            try (Response answer = call.get()) {
                if (answer.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                    throw ProblemResponses.failure(answer.getStatus(), answer.readEntity(String.class));
                }
                return answer.getLocation();
            }
        });
    }

    private <T> T ask(Supplier<T> call) {
        try {
            T answer = call.get();
            answered();
            return answer;
        } catch (ProcessingException | WebApplicationException e) {
            throw noted(failure(e));
        } catch (BackupException e) {
            throw noted(e);
        }
    }

    /** The level for logging a failure: an outage is logged here, once at its begin and once at its end. */
    public static Logger.Level logLevel(BackupException failure) {
        return failure.code() == ErrorCode.SERVICE_UNREACHABLE ? Logger.Level.DEBUG : Logger.Level.WARN;
    }

    /** Calls repeat all the time, so only a change of reachability is logged. */
    private BackupException noted(BackupException failure) {
        if (failure.code() != ErrorCode.SERVICE_UNREACHABLE) {
            answered();
        } else if (reachable.getAndSet(false)) {
            LOG.warnf("backup-service is unreachable: %s", failure.failure().detail());
        }
        return failure;
    }

    private void answered() {
        if (!reachable.getAndSet(true)) {
            LOG.info("backup-service is reachable again");
        }
    }

    private static BackupException failure(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BackupException known) {
                return known;
            }
            if (cause instanceof JsonProcessingException unreadable) {
                String reason = "the answer of backup-service: " + unreadable.getOriginalMessage();
                return new BackupException(ErrorCode.MESSAGE_UNREADABLE, reason, failure);
            }
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new BackupException(ErrorCode.SERVICE_UNREACHABLE, "backup-service: " + reason, failure);
    }
}
