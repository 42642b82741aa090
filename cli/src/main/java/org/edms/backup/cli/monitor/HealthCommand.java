package org.edms.backup.cli.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.edms.backup.cli.option.ServiceCommand;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the results of health checks. */
@Command(
        name = "health",
        description = {
            "Shows the latest health checks of a server.",
            "Exits with 3 on warnings, with 1 if something is critical."
        },
        mixinStandardHelpOptions = true)
public final class HealthCommand extends ServiceCommand {

    @Option(names = "--run", description = "run the checks now")
    private boolean run;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "only this check: ${COMPLETION-CANDIDATES} (default: all)")
    private CheckType type;

    private record Checks(List<HealthCheck> checks) {}

    @Override
    protected ExitCode run(ServiceClient server) throws IOException {
        List<HealthCheck> checks = checks(server).stream()
                .filter(check -> type == null || check.checkType() == type)
                .toList();
        if (output().json()) {
            output().print(new Checks(checks));
        } else {
            output().table(rows(checks));
        }
        return StatusText.code(checks.stream()
                .map(HealthCheck::status)
                .max(Comparator.naturalOrder())
                .orElse(HealthStatus.HEALTHY));
    }

    private List<HealthCheck> checks(ServiceClient server) throws IOException {
        if (!run) {
            return server.getAll("health/latest_status/", HealthCheck.class);
        }
        String path = "system/run_health_check/" + (type == null ? "" : "?type=" + type);
        return server.runAll(path, HealthCheck.class);
    }

    private static List<List<String>> rows(List<HealthCheck> checks) {
        List<List<String>> rows = new ArrayList<>();
        checks.forEach(check -> rows.add(List.of(
                Output.lower(check.checkType()),
                check.status().name(),
                Output.time(check.checkedAt()),
                check.duration().toMillis() + " ms",
                check.message())));
        return rows;
    }
}
