package org.edms.backup.engine.legacy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.PackageStart;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.source.TemporaryDirectory;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.error.BackupException;

/**
 * A package of the earlier system, converted into a temporary directory that exists until this object is closed. The next
 * conversion deletes directories left behind by killed processes.
 */
public final class ConvertedPackage implements Closeable {

    private static final String PURPOSE = "edms-converted-";

    private final TemporaryDirectory directory;
    private final PackageFileName name;

    private ConvertedPackage(TemporaryDirectory directory, PackageFileName name) {
        this.directory = directory;
        this.name = name;
    }

    /** Returns whether a file is not a package in the current format but may be a legacy package. */
    public static boolean isNeededFor(PackageStore store, String name, List<Identity> identities) throws IOException {
        if (!PackageFileName.isValid(name)) {
            return true;
        }
        PackageFileName parsed = PackageFileName.parse(name);
        if (parsed.encrypted() || parsed.compression() == Compression.ZSTD) {
            return false;
        }
        if (beginsAsOurs(store, parsed)) {
            return false;
        }
        try (var reader = new StoredPackages(store, identities).open(name)) {
            reader.manifest();
            return false;
        } catch (BackupException e) {
            return true;
        }
    }

    /** A file that starts as a current package is treated as one, even if the rest is damaged. */
    private static boolean beginsAsOurs(PackageStore store, PackageFileName name) throws IOException {
        try (InputStream file = Channels.newInputStream(store.open(name.value()))) {
            return PackageStart.isOurs(file.readNBytes(PackageStart.BYTES), name);
        }
    }

    /**
     * @param skipModels labels of the models whose records are omitted
     * @param createdBy the user who requests the conversion; {@code tool} is the program and version that runs it
     */
    public static ConvertedPackage of(
            Path legacy,
            EdmsModel model,
            boolean filesOnly,
            Set<String> skipModels,
            String createdBy,
            String tool,
            int parallelism)
            throws IOException {
        PackageFileName name = PackageFileName.of(
                legacy.getFileName().toString().replaceAll("\\.(tar|gz|json)", ""), Compression.ZSTD, false);
        ConvertedPackage converted = new ConvertedPackage(
                TemporaryDirectory.create(Path.of(System.getProperty("java.io.tmpdir")), PURPOSE), name);
        boolean isConverted = false;
        try {
            ConversionRequest request = new ConversionRequest(
                    legacy,
                    model,
                    filesOnly,
                    skipModels,
                    new ConversionRequest.To(name, false, List.of(), List.of()),
                    createdBy,
                    tool,
                    parallelism);
            new Conversion(converted.store(), request, Clock.systemUTC()).run();
            isConverted = true;
            return converted;
        } finally {
            if (!isConverted) {
                converted.close();
            }
        }
    }

    public PackageStore store() {
        return new DirectoryStore(directory.path());
    }

    public String name() {
        return name.value();
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
