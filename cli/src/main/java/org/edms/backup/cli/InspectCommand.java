package org.edms.backup.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.edms.backup.engine.pack.Manifest;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a package says of itself. */
@Command(
        name = "inspect",
        description = "Shows what is in a package: tables, files, what was left out, what was noticed.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Mixin
    private WhereOptions where;

    @Mixin
    private StoreOptions stores;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "PACKAGE", description = "a file, or the name of a package in the store")
    private String packageName;

    @Override
    public Integer call() throws IOException {
        where.refuseServer(System.getenv());
        StoreOptions.Located located = stores.locate(packageName, System.getenv());
        try (PackageReader reader = new StoredPackages(located.store(), keys.identities()).open(located.name())) {
            Manifest manifest = reader.manifest();
            if (output.json()) {
                output.print(manifest);
            } else {
                ManifestText.print(manifest, output);
            }
        }
        return ExitCode.DONE.number();
    }
}
