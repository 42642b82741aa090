package org.edms.backup.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.cli.option.PackageCommand;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.PackageHeader;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the packages of a store, or the jobs of a server. */
@Command(
        name = "list",
        description = {"Lists the packages of a store, or the jobs of a server.", "The newest comes first."},
        mixinStandardHelpOptions = true)
public final class ListCommand extends PackageCommand {

    private record ListedPackage(
            String name, long bytes, PackageHeader header, Boolean withWarnings, String unreadable) {}

    private record Packages(List<ListedPackage> packages) {}

    @Mixin
    private JobListOptions jobs;

    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        return jobs.print(server, output());
    }

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        StoredPackages packages = new StoredPackages(stores().store(environment), keys().identities());
        List<ListedPackage> listed =
                packages.list().stream().map(ListCommand::listed).toList();
        if (output().json()) {
            output().print(new Packages(listed));
        } else {
            output().table(rows(listed));
        }
        return ExitCode.DONE;
    }

    private static ListedPackage listed(StoredPackages.Stored stored) {
        boolean readable = stored.manifest() != null;
        return new ListedPackage(
                stored.file().name(),
                stored.file().bytes(),
                readable ? stored.manifest().header() : null,
                readable ? stored.manifest().withWarnings() : null,
                readable ? null : stored.failure().message());
    }

    private static List<List<String>> rows(List<ListedPackage> packages) {
        List<List<String>> rows = new ArrayList<>();
        for (ListedPackage each : packages) {
            rows.add(List.of(
                    each.name(),
                    Output.bytes(each.bytes()),
                    each.header() == null ? "" : each.header().type().name(),
                    each.header() == null ? "" : Output.time(each.header().createdAt()),
                    each.header() == null ? each.unreadable() : each.withWarnings() ? "with warnings" : ""));
        }
        return rows;
    }
}
