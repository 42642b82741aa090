package org.edms.backup.cli.option;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.legacy.ConvertedPackage;
import org.edms.backup.engine.model.EdmsModel;

/** A package to read. A package of the earlier system is converted for as long as the command runs. */
public final class ReadablePackage implements Closeable {

    private final PackageLocation location;
    private final ConvertedPackage converted;

    private ReadablePackage(PackageLocation location, ConvertedPackage converted) {
        this.location = location;
        this.converted = converted;
    }

    /** Provides the model if the package has to be converted. */
    @FunctionalInterface
    public interface ModelSource {
        EdmsModel read() throws IOException;
    }

    /** @param file the same package as a file */
    public static ReadablePackage open(
            PackageLocation location,
            Path file,
            List<Identity> identities,
            ModelSource model,
            boolean filesOnly,
            Set<String> skipModels)
            throws IOException {
        if (!ConvertedPackage.isNeededFor(location.store(), location.name(), identities)) {
            return new ReadablePackage(location, null);
        }
        ConvertedPackage converted = Cancellation.run(() -> ConvertedPackage.of(
                file,
                model.read(),
                filesOnly,
                skipModels,
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors()));
        return new ReadablePackage(new PackageLocation(converted.store(), converted.name()), converted);
    }

    public PackageLocation location() {
        return location;
    }

    public boolean isConverted() {
        return converted != null;
    }

    @Override
    public void close() throws IOException {
        if (converted != null) {
            converted.close();
        }
    }
}
