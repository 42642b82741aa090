package org.edms.backup.engine.legacy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.legacy.archive.ArchiveInventory;
import org.edms.backup.engine.legacy.archive.ArchiveLayout;
import org.edms.backup.engine.legacy.archive.DeclaredChecksums;
import org.edms.backup.engine.legacy.archive.LegacyFile;
import org.edms.backup.engine.legacy.fixture.RedundantFixtures;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.legacy.rows.RowSource;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.id.UuidV7;

/**
 * Converts a legacy package to the current format. The new package appears complete or not at all.
 *
 * <p>The source is checked before anything is written: its content is compared with its own declarations, and its rows are read
 * once to collect their keys. A second pass writes the rows with all references resolved. A crash at any step leaves a partial
 * file that is not recognized as a package.
 */
public final class Conversion {

    private final PackageStore store;
    private final ConversionRequest request;
    private final Clock clock;
    private final Findings findings = new Findings();

    public Conversion(PackageStore store, ConversionRequest request, Clock clock) {
        this.store = store;
        this.request = request;
        this.clock = clock;
    }

    /**
     * Runs the conversion.
     *
     * @throws BackupException if the conversion failed; no package was created
     */
    public ConversionResult run() throws IOException {
        Instant now = clock.instant();
        store.removeLeftovers();
        LegacyFile file = LegacyFile.of(request.file());
        ArchiveInventory inventory = ArchiveInventory.of(file);
        new DeclaredChecksums(inventory).check(file.name(), findings);
        ArchiveLayout layout = ArchiveLayout.of(file, inventory);
        Optional<RowSource> rows = rowsOf(file, inventory, layout);
        if (rows.isPresent()) {
            new RedundantFixtures(file, inventory, layout, request.model().fixtures(), findings).compare();
        }
        try (PackageWriter writer = open()) {
            ConvertedContent content = new ConvertedContent(request, writer, findings, now);
            content.header(new PackageId(new UuidV7(clock).next()), inventory, rows);
            content.database(rows);
            content.files(new FileConversion(file, layout, writer, findings).write(inventory));
            Manifest manifest = content.manifest();
            List<ModelCounts> models = rows.map(RowSource::counts).orElse(List.of());
            refuseLoss(models);
            content.readAgain();
            return new ConversionResult(stored(writer, manifest), models, manifest);
        }
    }

    private Optional<RowSource> rowsOf(LegacyFile file, ArchiveInventory inventory, ArchiveLayout layout)
            throws IOException {
        if (request.filesOnly()) {
            return Optional.empty();
        }
        Optional<RowSource> rows = new RowSources(file, inventory, request, findings).find(layout);
        if (rows.isPresent()) {
            rows.get().scan();
        }
        return rows;
    }

    private PackageWriter open() throws IOException {
        return PackageWriter.create(
                store.begin(request.to().name().value(), request.to().replace()),
                request.to().name(),
                request.to().recipients(),
                request.parallelism());
    }

    private StoredPackage stored(PackageWriter writer, Manifest manifest) throws IOException {
        long bytes = writer.reopen().size();
        String sha256 = writer.publish();
        return new StoredPackage(manifest.header().id(), request.to().name().value(), bytes, sha256);
    }

    private static void refuseLoss(List<ModelCounts> models) {
        for (ModelCounts model : models) {
            if (model.read() != model.written()) {
                throw new BackupException(
                        ErrorCode.ACCOUNT_MISMATCH,
                        "%s: %,d records became %,d rows".formatted(model.model(), model.read(), model.written()));
            }
        }
    }
}
