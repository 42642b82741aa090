package org.edms.backup.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.Compression;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.BackupException;

/** A package of the earlier system, converted into a directory of its own for as long as it is needed. */
final class ConvertedPackage implements Closeable {

    private final Path directory;
    private final StoreOptions.Located located;

    private ConvertedPackage(Path directory, String name) {
        this.directory = directory;
        this.located = new StoreOptions.Located(new DirectoryStore(directory), name);
    }

    /** Whether a file is none of today's packages, but might be one of those. */
    static boolean isNeededFor(StoreOptions.Located located, KeyOptions keys) throws IOException {
        if (!PackageFileName.isOne(located.name())) {
            return true;
        }
        PackageFileName name = PackageFileName.parse(located.name());
        if (name.encrypted() || name.compression() == Compression.ZSTD) {
            return false;
        }
        try (var reader = new StoredPackages(located.store(), keys.identities()).open(located.name())) {
            reader.manifest();
            return false;
        } catch (BackupException e) {
            return true;
        }
    }

    static ConvertedPackage of(Path legacy, EdmsModel model, boolean filesOnly) throws IOException {
        Path directory = Files.createTempDirectory("edms-converted-");
        PackageFileName name = PackageFileName.of(
                legacy.getFileName().toString().replaceAll("\\.(tar|gz|json)", ""), Compression.ZSTD, false);
        ConvertedPackage converted = new ConvertedPackage(directory, name.value());
        try {
            ConversionRequest request = new ConversionRequest(
                    legacy,
                    model,
                    filesOnly,
                    new ConversionRequest.To(name, false, List.of(), List.of()),
                    System.getProperty("user.name"),
                    EdmsBackupCommand.tool(),
                    Runtime.getRuntime().availableProcessors());
            new Conversion(converted.located.store(), request, Clock.systemUTC()).run();
            return converted;
        } catch (IOException | BackupException e) {
            converted.close();
            throw e;
        }
    }

    StoreOptions.Located located() {
        return located;
    }

    @Override
    public void close() throws IOException {
        FileTree.delete(directory);
    }
}
