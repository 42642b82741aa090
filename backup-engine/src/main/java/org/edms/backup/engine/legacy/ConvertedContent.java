package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.legacy.archive.ArchiveInventory;
import org.edms.backup.engine.legacy.rows.RowSource;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.PackageHeader;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.verify.MemberVerification;
import org.edms.backup.model.Json;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.PackageId;

/** Writes the members of a converted package in order, then its manifest. */
final class ConvertedContent {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final int MODE = 0600;

    private final ConversionRequest request;
    private final PackageWriter writer;
    private final Findings findings;
    private final Instant now;
    private final List<Manifest.Root> roots = new ArrayList<>();
    private PackageHeader header;
    private Manifest.Database database;

    ConvertedContent(ConversionRequest request, PackageWriter writer, Findings findings, Instant now) {
        this.request = request;
        this.writer = writer;
        this.findings = findings;
        this.now = now;
    }

    void header(PackageId id, ArchiveInventory inventory, Optional<RowSource> rows) throws IOException {
        header = new PackageHeader(
                PackageHeader.FORMAT,
                id,
                rows.isPresent() ? BackupType.EXPORT : BackupType.FILES,
                createdAt(inventory),
                rows.map(source -> source.catalog().database()).orElse(null),
                request.createdBy(),
                request.tool(),
                null);
        add(MemberKind.HEADER, "edms-package.json", JSON.writeValueAsBytes(header));
    }

    void database(Optional<RowSource> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        Catalog catalog = rows.get().catalog();
        add(MemberKind.CATALOG, "catalog/catalog.json", JSON.writeValueAsBytes(catalog));
        if (request.model().text() != null) {
            add(
                    MemberKind.MODEL,
                    "catalog/edms-model.yaml",
                    request.model().text().getBytes(StandardCharsets.UTF_8));
        }
        List<Manifest.Table> tables = new ArrayList<>(rows.get().write(writer, now));
        tables.sort(Comparator.comparing(Manifest.Table::qualifiedName).thenComparing(Manifest.Table::referencesOnly));
        database = new Manifest.Database(
                catalog.database(),
                catalog.serverVersion(),
                catalog.encoding(),
                null,
                tables,
                null,
                EffectiveModel.reasonOfConversion(request.model(), secrets(tables)));
    }

    /** Returns the columns that an export would have blanked. */
    private List<String> secrets(List<Manifest.Table> tables) {
        return tables.stream()
                .filter(table -> table.rows() > 0)
                .flatMap(table -> request.model().table(table.schema(), table.name()).stream()
                        .flatMap(meaning -> meaning.sensitive().keySet().stream())
                        .filter(table.columns()::contains)
                        .sorted()
                        .map(column -> table.qualifiedName() + "." + column))
                .toList();
    }

    void files(List<Manifest.Root> written) {
        roots.addAll(written);
    }

    Manifest manifest() throws IOException {
        if (database == null && roots.isEmpty()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_WITHOUT_DATA, request.file() + " contains neither rows nor files");
        }
        Manifest manifest = new Manifest(
                header, null, null, database, roots, findings.leftOut(), findings.list(), findings.counts());
        writer.finish(manifest, now);
        return manifest;
    }

    /** Verifies the package before it gets its name, so that a package that fails verification never appears. */
    void readAgain() throws IOException {
        boolean cannotBeOpenedHere =
                request.to().name().encrypted() && request.to().identities().isEmpty();
        List<Failure> failures = cannotBeOpenedHere ? compareBytes() : compareMembers();
        if (!failures.isEmpty()) {
            throw new BackupException(
                    ErrorCode.VERIFICATION_FAILED, failures.get(0).message());
        }
    }

    private List<Failure> compareMembers() throws IOException {
        try (PackageReader reader = PackageReader.open(
                writer.reopen(), request.to().name(), request.to().identities())) {
            return new MemberVerification(reader).compareAll();
        }
    }

    private List<Failure> compareBytes() throws IOException {
        try (InputStream file = Channels.newInputStream(writer.reopen())) {
            return Sha256.of(file).equals(writer.sha256())
                    ? List.of()
                    : List.of(new Failure(
                            ErrorCode.PACKAGE_CORRUPT, request.to().name().value()));
        }
    }

    private Instant createdAt(ArchiveInventory inventory) {
        String exportedAt = inventory
                .json(ArchiveInventory.METADATA)
                .path("export_timestamp")
                .asText("");
        try {
            return exportedAt.isEmpty() ? now : OffsetDateTime.parse(exportedAt).toInstant();
        } catch (DateTimeException e) {
            return now;
        }
    }

    private void add(MemberKind kind, String name, byte[] content) throws IOException {
        Entry entry = Entry.of(kind, new MemberName(name), content.length, now, MODE);
        writer.add(entry, new ByteArrayInputStream(content));
    }
}
