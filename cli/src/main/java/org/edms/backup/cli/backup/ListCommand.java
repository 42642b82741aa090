package org.edms.backup.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.cli.option.StoreCommand;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.PackageHeader;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the packages of a store. */
@Command(
        name = "list",
        description = "Lists the packages of a store, or the jobs of a server, the newest first.",
        mixinStandardHelpOptions = true)
public final class ListCommand extends StoreCommand {

    private record Told(String name, long bytes, PackageHeader header, Boolean withWarnings, String unreadable) {}

    private record Packages(List<Told> packages) {}

    @Mixin
    private JobListOptions jobs;

    @Override
    protected ExitCode run(Server server) throws IOException {
        return jobs.tell(server, output());
    }

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        StoredPackages packages = new StoredPackages(stores().store(environment), keys().identities());
        List<Told> told = packages.list().stream().map(ListCommand::tell).toList();
        if (output().json()) {
            output().print(new Packages(told));
        } else {
            output().table(rows(told));
        }
        return ExitCode.DONE;
    }

    private static Told tell(StoredPackages.Stored stored) {
        boolean readable = stored.manifest() != null;
        return new Told(
                stored.file().name(),
                stored.file().bytes(),
                readable ? stored.manifest().header() : null,
                readable ? stored.manifest().withWarnings() : null,
                readable ? null : stored.failure().message());
    }

    private static List<List<String>> rows(List<Told> packages) {
        List<List<String>> rows = new ArrayList<>();
        for (Told each : packages) {
            rows.add(List.of(
                    each.name(),
                    Output.bytes(each.bytes()),
                    each.header() == null ? "" : each.header().type().name(),
                    each.header() == null ? "" : each.header().createdAt().toString(),
                    each.header() == null ? each.unreadable() : each.withWarnings() ? "with warnings" : ""));
        }
        return rows;
    }
}
