package org.edms.backup.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.task.TaskRunner;
import org.edms.backup.foundation.task.TaskSettings;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.id.UuidV7;

/** Runs restore tasks from the start of the service to its end. */
@ApplicationScoped
class RestoreWorker {

    private static final int CHARACTERS_OF_ID = 8;

    private final Tasks tasks;
    private final RestoreOrders orders;
    private final Outbox outbox;
    private final Edms edms;
    private final RestoreMetrics metrics;
    private final WorkerSettings settings;
    private final ObjectMapper json;
    private final Clock clock;
    private final UuidV7 ids;
    private TaskRunner runner;

    RestoreWorker(
            Tasks tasks,
            RestoreOrders orders,
            Outbox outbox,
            Edms edms,
            RestoreMetrics metrics,
            WorkerSettings settings,
            ObjectMapper json,
            Clock clock,
            UuidV7 ids) {
        this.tasks = tasks;
        this.orders = orders;
        this.outbox = outbox;
        this.edms = edms;
        this.metrics = metrics;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
    }

    void start(@Observes StartupEvent event) {
        String name = settings.name().orElseGet(RestoreWorker::hostName);
        RestoreAttempt.Dependencies dependencies = new RestoreAttempt.Dependencies(
                new RestoreRun(edms, tool(), clock),
                orders,
                outbox,
                new ReportLimit(json, edms.root().resolve("reports"), settings.reportLimit()),
                metrics,
                settings.retry(),
                name);
        runner = new TaskRunner(
                tasks,
                List.of(new RestoreWork(dependencies)),
                name + "-" + unique(),
                new TaskSettings(settings.threads(), settings.lease(), settings.poll(), settings.patience()));
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        if (runner != null) {
            runner.close();
        }
    }

    private String unique() {
        String id = ids.next().toString();
        return id.substring(id.length() - CHARACTERS_OF_ID);
    }

    private static String tool() {
        String version = RestoreWorker.class.getPackage().getImplementationVersion();
        return "restore-worker " + (version == null ? "(not packaged)" : version);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "restore-worker";
        }
    }
}
