package org.edms.backup.cli;

import java.io.IOException;
import java.util.Map;
import org.edms.backup.engine.pack.Manifest;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a package says of itself. */
@Command(
        name = "inspect",
        description = "Shows what is in a package: tables, files, what was left out, what was noticed.",
        mixinStandardHelpOptions = true)
final class InspectCommand extends StoreCommand {

    @Parameters(paramLabel = "PACKAGE", description = "a file, or the name of a package in the store")
    private String packageName;

    @Override
    ExitCode run(Map<String, String> environment) throws IOException {
        StoreOptions.Located located = stores().locate(packageName, environment);
        try (PackageReader reader = new StoredPackages(located.store(), keys().identities()).open(located.name())) {
            Manifest manifest = reader.manifest();
            if (output().json()) {
                output().print(manifest);
            } else {
                ManifestText.print(manifest, output());
            }
        }
        return ExitCode.DONE;
    }
}
