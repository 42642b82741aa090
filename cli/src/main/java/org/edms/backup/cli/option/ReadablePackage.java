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

/** A package that a command reads: as it is, or converted for as long as the command runs if the earlier system made it. */
public final class ReadablePackage implements Closeable {

    private final StoreOptions.Located located;
    private final ConvertedPackage converted;

    private ReadablePackage(StoreOptions.Located located, ConvertedPackage converted) {
        this.located = located;
        this.converted = converted;
    }

    /** Reads the model only if the package has to be converted. */
    @FunctionalInterface
    public interface Model {
        EdmsModel read() throws IOException;
    }

    /** @param file the same package as a file */
    public static ReadablePackage open(
            StoreOptions.Located located,
            Path file,
            List<Identity> identities,
            Model model,
            boolean filesOnly,
            Set<String> skipModels)
            throws IOException {
        if (!ConvertedPackage.isNeededFor(located.store(), located.name(), identities)) {
            return new ReadablePackage(located, null);
        }
        ConvertedPackage converted = Cancellation.around(() -> ConvertedPackage.of(
                file,
                model.read(),
                filesOnly,
                skipModels,
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors()));
        return new ReadablePackage(new StoreOptions.Located(converted.store(), converted.name()), converted);
    }

    public StoreOptions.Located located() {
        return located;
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
