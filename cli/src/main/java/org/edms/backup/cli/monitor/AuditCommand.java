package org.edms.backup.cli.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.edms.backup.cli.option.ServiceCommand;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.TrailCheck;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the audit trail. */
@Command(
        name = "audit",
        description = {
            "Shows the audit trail of a server.",
            "Prints who did what, when and with what outcome, newest first."
        },
        mixinStandardHelpOptions = true)
public final class AuditCommand extends ServiceCommand {

    @Option(names = "--who", paramLabel = "NAME", description = "only entries of this caller")
    private String who;

    @Option(names = "--action", paramLabel = "NAME", description = "only entries of this action")
    private String action;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only entries from this time on, such as 2026-01-31T12:00:00Z")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "only entries before this time")
    private String until;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "at most N entries (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--verify",
            description = "check instead whether entries are missing or were altered; exits with 1 if so")
    private boolean verify;

    private record Entries(List<AuditEntry> entries) {}

    @Override
    protected ExitCode run(ServiceClient server) throws IOException {
        if (verify) {
            return print(server.get("audit/verify/", TrailCheck.class));
        }
        StringBuilder path = new StringBuilder("audit/");
        add(path, "who", who);
        add(path, "action", action);
        add(path, "since", since);
        add(path, "until", until);
        List<AuditEntry> entries = server.list(path.toString(), limit, AuditEntry.class);
        if (output().json()) {
            output().print(new Entries(entries));
        } else {
            output().table(rows(entries));
        }
        return ExitCode.DONE;
    }

    private static void add(StringBuilder path, String name, String value) {
        if (value != null) {
            path.append(path.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(ServiceClient.pathSegment(value));
        }
    }

    private ExitCode print(TrailCheck check) throws IOException {
        if (output().json()) {
            output().print(check);
        } else if (check.whole()) {
            output().line("%s entries, none missing or altered", Output.count(check.entries()));
        } else {
            output().line("entry %s: %s", check.firstBroken(), check.problem());
        }
        return check.whole() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<List<String>> rows(List<AuditEntry> entries) {
        List<List<String>> rows = new ArrayList<>();
        entries.forEach(entry -> rows.add(List.of(
                String.valueOf(entry.number()),
                Output.time(entry.at()),
                entry.who(),
                entry.action(),
                Objects.toString(entry.subject(), ""),
                entry.outcome().name(),
                Objects.toString(entry.detail(), ""))));
        return rows;
    }
}
