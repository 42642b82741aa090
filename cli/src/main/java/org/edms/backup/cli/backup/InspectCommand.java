package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.option.StoreCommand;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.PackagedModel;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.BackupJobId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a package says of itself. */
@Command(
        name = "inspect",
        description = "Shows what is in a package: tables, files, what was left out, what was noticed.",
        mixinStandardHelpOptions = true)
public final class InspectCommand extends StoreCommand {

    @Parameters(
            paramLabel = "PACKAGE",
            description =
                    "a file, or the name of a package in the store; with a server: the job's id, or the package's id or name")
    private String packageName;

    @LocalOnly
    @Option(
            names = "--model",
            description = "show instead by what the rows of each table are recognised in another system, and why")
    private boolean model;

    @LocalOnly
    @Option(
            names = "--model-file",
            paramLabel = "FILE",
            description = "the same with this model in place of the package's; a model that does not fit is refused")
    private Path modelFile;

    @LocalOnly
    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description = "leave out the records of a model of a package of the earlier system; repeatable")
    private Set<String> skipModels;

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        try (ReadablePackage readable = ReadablePackage.open(
                stores().locate(packageName, environment),
                stores().file(packageName, environment),
                keys().identities(),
                () -> ModelFile.read(null),
                false,
                skipModels == null ? Set.of() : skipModels)) {
            return inspect(readable.located());
        }
    }

    private ExitCode inspect(StoreOptions.Located located) throws IOException {
        StoredPackages packages = new StoredPackages(located.store(), keys().identities());
        if (model || modelFile != null) {
            tell(PackagedModel.of(packages, located.name(), modelFile == null ? null : ModelFile.read(modelFile)));
            return ExitCode.DONE;
        }
        try (PackageReader reader = packages.open(located.name())) {
            return tell(reader.manifest());
        }
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        BackupJobId job = new RemoteJobs(server, output()).find(packageName).id();
        return tell(server.get("jobs/" + job + "/manifest/", Manifest.class));
    }

    private ExitCode tell(Manifest manifest) throws IOException {
        if (output().json()) {
            output().print(manifest);
        } else {
            ManifestText.print(manifest, output());
        }
        return ExitCode.DONE;
    }

    private record Told(String table, List<String> key, String why, String uuid, List<String> numbers) {}

    private record ToldOfAll(String model, List<Told> tables) {}

    private void tell(PackagedModel inForce) throws IOException {
        List<Told> told = inForce.identities().stream()
                .map(identity -> new Told(
                        identity.table().qualifiedName(),
                        identity.byContent() ? List.of() : identity.key(),
                        identity.why(),
                        identity.uuid(),
                        identity.surrogates().stream().sorted().toList()))
                .toList();
        if (output().json()) {
            output().print(new ToldOfAll(inForce.reason(), told));
            return;
        }
        if (inForce.reason() != null) {
            output().line("model: %s", inForce.reason());
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("table", "recognised by", "why", "uuid", "numbered by the system"));
        for (Told each : told) {
            rows.add(List.of(
                    each.table(),
                    each.key().isEmpty() ? "its content" : String.join(", ", each.key()),
                    each.why(),
                    each.uuid() == null ? "" : each.uuid(),
                    String.join(", ", each.numbers())));
        }
        output().table(rows);
    }
}
