package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageCommand;
import org.edms.backup.cli.option.PackageLocation;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.references.DatabaseReferences;
import org.edms.backup.engine.restore.input.PackagedModel;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.BackupJobId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the contents of a package. */
@Command(
        name = "inspect",
        description = {"Shows the contents of a package.", "Prints tables, files, omissions and findings."},
        mixinStandardHelpOptions = true)
public final class InspectCommand extends PackageCommand {

    @Parameters(
            paramLabel = "PACKAGE",
            arity = "0..1",
            description =
                    "a package file, or the name of a package in the store; with a server, the ID of the job, or the ID or "
                            + "name of the package")
    private String packageName;

    @LocalOnly
    @Option(
            names = "--model",
            description = "show instead how the rows of each table are identified in another system, and why")
    private boolean model;

    @LocalOnly
    @Option(
            names = "--model-file",
            paramLabel = "FILE",
            description =
                    "like --model, with this model instead of the package's; a model that does not fit is rejected")
    private Path modelFile;

    @LocalOnly
    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "with --model or --model-file instead of PACKAGE: show which columns of this database behave like references, "
                            + "although no foreign key says so")
    private String url;

    @LocalOnly
    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description = "leave out the records of this model in a package of the earlier system; repeatable")
    private Set<String> skipModels;

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        if (url != null) {
            return inspectDatabase(environment);
        }
        refuseMissingPackage();
        try (ReadablePackage readable = ReadablePackage.open(
                stores().locate(packageName, environment),
                stores().file(packageName, environment),
                keys().identities(),
                ShippedModels::ofEarlierPackages,
                false,
                skipModels == null ? Set.of() : skipModels)) {
            return inspect(readable.location());
        }
    }

    private EdmsModel namedModel() throws IOException {
        return modelFile == null ? null : ModelFile.read(modelFile);
    }

    private void refuseMissingPackage() {
        if (packageName == null) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "the package is missing: pass PACKAGE, or --model and --db URL");
        }
    }

    private ExitCode inspectDatabase(Map<String, String> environment) throws IOException {
        if (packageName != null || !(model || modelFile != null)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--db goes with --model or --model-file, and takes the place of PACKAGE");
        }
        DatabaseReferences found = DatabaseReferences.in(new EdmsEnvironment(environment).database(url), namedModel());
        if (output().json()) {
            output().print(new ReferenceReport(found));
        } else {
            ReferenceText.print(found, output());
        }
        return ExitCode.DONE;
    }

    private ExitCode inspect(PackageLocation location) throws IOException {
        StoredPackages packages = new StoredPackages(location.store(), keys().identities());
        if (model || modelFile != null) {
            print(PackagedModel.of(packages, location.name(), namedModel()));
            return ExitCode.DONE;
        }
        try (PackageReader reader = packages.open(location.name())) {
            return print(reader.manifest());
        }
    }

    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        refuseMissingPackage();
        BackupJobId job = new RemoteJobs(server, output()).find(packageName).id();
        return print(server.get("jobs/" + job + "/manifest/", Manifest.class));
    }

    private ExitCode print(Manifest manifest) throws IOException {
        if (output().json()) {
            output().print(manifest);
        } else {
            ManifestText.print(manifest, output());
        }
        return ExitCode.DONE;
    }

    private record IdentifiedTable(
            String table, List<String> key, String why, String uuid, List<String> numbers, List<String> treatment) {

        static IdentifiedTable of(NaturalKey identity, List<String> treatment) {
            return new IdentifiedTable(
                    identity.table().qualifiedName(),
                    identity.byContent() ? List.of() : identity.key(),
                    identity.why(),
                    identity.uuid(),
                    identity.surrogates().stream().sorted().toList(),
                    treatment);
        }
    }

    private record AppliedModel(String model, List<IdentifiedTable> tables) {}

    private void print(PackagedModel inForce) throws IOException {
        if (output().json()) {
            output().print(new AppliedModel(inForce.reason(), identifiedTables(inForce)));
            return;
        }
        if (inForce.reason() != null) {
            output().line("model: %s", inForce.reason());
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("table", "identified by", "why", "uuid", "generated keys", "in a merge"));
        for (NaturalKey identity : inForce.identities()) {
            IdentifiedTable each = IdentifiedTable.of(identity, inForce.treatment(identity));
            rows.add(List.of(
                    each.table(),
                    identifiedBy(identity),
                    each.why(),
                    each.uuid() == null ? "" : each.uuid(),
                    String.join(", ", each.numbers()),
                    String.join("; ", each.treatment())));
        }
        output().table(rows);
    }

    private static List<IdentifiedTable> identifiedTables(PackagedModel inForce) {
        return inForce.identities().stream()
                .map(identity -> IdentifiedTable.of(identity, inForce.treatment(identity)))
                .toList();
    }

    private static String identifiedBy(NaturalKey identity) {
        return switch (identity.how()) {
            case KEY -> String.join(", ", identity.key());
            case CONTENT -> "its content";
            case SINGLE -> "its only row";
        };
    }
}
