package org.edms.backup.engine.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.GrowingMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.PackageHeader;
import org.edms.backup.engine.references.FoundReference;
import org.edms.backup.engine.references.ReferenceFinder;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.RowReader;
import org.edms.backup.engine.verify.CatalogReader;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Json;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Writes the members of a package in order, and collects their manifest. */
final class BackupContent {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int PRIVATE = 0600;
    private static final int EXECUTABLE = 0700;
    private static final String LARGE_OBJECTS = "database/pg_catalog.pg_largeobject.copy";

    private final BackupRequest request;
    private final BackupChain chain;
    private final StoredPackages packages;
    private final PackageWriter writer;
    private final Meter meter;
    private final Instant now;
    private final Findings findings;
    private final List<Manifest.Root> roots = new ArrayList<>();
    private PackageHeader header;
    private Manifest.Database database;

    BackupContent(
            BackupRequest request,
            BackupChain chain,
            StoredPackages packages,
            PackageWriter writer,
            Findings findings,
            Meter meter,
            Instant now) {
        this.request = request;
        this.chain = chain;
        this.packages = packages;
        this.writer = writer;
        this.findings = findings;
        this.meter = meter;
        this.now = now;
    }

    void header(PackageHeader value) throws IOException {
        header = value;
        add(MemberKind.HEADER, "edms-package.json", JSON.writeValueAsBytes(value), PRIVATE);
    }

    void database(DatabaseContent content) throws IOException, SQLException {
        if (!content.present()) {
            return;
        }
        meter.enter(Phase.READING_DATABASE);
        Catalog catalog = content.catalog();
        byte[] json = JSON.writeValueAsBytes(catalog);
        CatalogReader.requireReadable(json);
        add(MemberKind.CATALOG, CatalogReader.CATALOG, json, PRIVATE);
        add(
                MemberKind.CATALOG,
                "catalog/schema-before-data.sql",
                utf8(content.ddl().script(Section.BEFORE_DATA)),
                PRIVATE);
        add(
                MemberKind.CATALOG,
                "catalog/schema-after-data.sql",
                utf8(content.ddl().script(Section.AFTER_DATA)),
                PRIVATE);
        if (content.model().text() != null) {
            add(
                    MemberKind.MODEL,
                    "catalog/edms-model.yaml",
                    utf8(content.model().text()),
                    PRIVATE);
        }
        content.ddl()
                .unwritten()
                .forEach(object -> findings.add(
                        Finding.Kind.OBJECT_NOT_WRITTEN,
                        object.kind() + " " + object.name(),
                        "its DDL is not supported; create it by hand in the restored database"));
        new FilePrefixes(content.model(), catalog).check(content.leader(), findings);
        if (request.export()) {
            reportUndeclaredReferences(content);
            new FileKeyCheck(content.model(), content.choice())
                    .report(
                            catalog.tables(),
                            !request.to().recipients().isEmpty(),
                            !request.from().roots().isEmpty(),
                            findings);
        }
        content.choice().leftOut().forEach(left -> findings.leaveOut(left.what(), left.why()));
        List<Manifest.Table> tables = new ArrayList<>(
                new RowBackup(writer, meter, now).write(content.choice().tables(), content.connections()));
        tables.addAll(new ReferenceWriter(content.model(), writer, now).write(content.choice(), content.leader()));
        tables.sort(Comparator.comparing(Manifest.Table::qualifiedName));
        database = new Manifest.Database(
                catalog.database(),
                catalog.serverVersion(),
                catalog.encoding(),
                content.snapshot().position(),
                tables,
                content.largeObjects() ? largeObjects(content) : null,
                content.inForce().reason());
    }

    /** An export is restored where ids differ. */
    private void reportUndeclaredReferences(DatabaseContent content) throws SQLException {
        new ReferenceFinder(content.leader(), content.catalog().tables(), content.model())
                .find().stream()
                        .filter(FoundReference::isOpen)
                        .forEach(found -> findings.add(
                                Finding.Kind.REFERENCE_UNDECLARED,
                                found.qualifiedColumn(),
                                "neither a foreign key nor the model declares it. In the model, below %s: references: %s"
                                        .formatted(found.place().table(), found.hint())));
    }

    private Manifest.Table largeObjects(DatabaseContent content) throws IOException, SQLException {
        GrowingMember member = writer.newMember();
        long rows = new RowReader(content.leader())
                .read(
                        "COPY (SELECT loid, pageno, data FROM pg_catalog.pg_largeobject) TO STDOUT",
                        line -> member.write(line, 0, line.length));
        Entry entry = Entry.of(MemberKind.ROWS, new MemberName(LARGE_OBJECTS), member.bytes(), now, PRIVATE)
                .withRows(rows);
        writer.append(member.seal(entry));
        return new Manifest.Table(
                "pg_catalog",
                "pg_largeobject",
                rows,
                entry.bytes(),
                List.of("loid", "pageno", "data"),
                List.of(),
                List.of(LARGE_OBJECTS),
                false);
    }

    /** Writes the files after the database, so that all files that its rows reference exist. */
    void files(FileLists lists, DatabaseContent content) throws IOException {
        if (lists.all().isEmpty()) {
            return;
        }
        meter.enter(Phase.READING_FILES);
        FileBackup files = new FileBackup(
                writer,
                new FileReader(findings, BETWEEN_TRIES),
                meter,
                request.parallelism(),
                request.choice().compareContent());
        try (KnownFiles known = chain.links().isEmpty() ? KnownFiles.none() : KnownFiles.of(chain.open(packages))) {
            for (FileList list : lists.all()) {
                try (ExpectedFiles expected = expected(list.root(), content)) {
                    roots.add(files.write(list, known, expected));
                }
            }
        }
    }

    private ExpectedFiles expected(FileRoot root, DatabaseContent content) {
        return content.present()
                ? ExpectedFiles.of(root.name(), content.model(), content.catalog(), content.leader(), findings)
                : ExpectedFiles.none();
    }

    /** Settings usually contain secrets, so they are not exported to another system. */
    void configuration() throws IOException {
        for (BackupRequest.ConfigurationFile file : request.from().configurationFiles()) {
            if (request.export()) {
                findings.leaveOut("config/" + file.name(), "exports contain no settings");
                continue;
            }
            try {
                add(MemberKind.CONFIGURATION, "config/" + file.name(), Files.readAllBytes(file.path()), PRIVATE);
            } catch (NoSuchFileException e) {
                throw new BackupException(ErrorCode.FILE_UNREADABLE, file.path() + " does not exist", e);
            }
        }
    }

    void guide() throws IOException {
        add(MemberKind.GUIDE, "restore/README.md", RecoveryGuide.text("README.md"), PRIVATE);
        add(MemberKind.GUIDE, "restore/restore.sh", RecoveryGuide.text("restore.sh"), EXECUTABLE);
        if (database != null) {
            add(MemberKind.GUIDE, "restore/rows.sql", RecoveryGuide.rowsScript(database), PRIVATE);
        }
    }

    /** Returns the manifest section of the database; null if no database is backed up. */
    Manifest.Database database() {
        return database;
    }

    List<Manifest.Root> roots() {
        return List.copyOf(roots);
    }

    Manifest manifest() throws IOException {
        Manifest manifest = new Manifest(
                header,
                chain.parentLink(),
                chain.links(),
                database,
                roots,
                findings.leftOut(),
                findings.list(),
                findings.counts());
        writer.finish(manifest, now);
        return manifest;
    }

    private void add(MemberKind kind, String name, byte[] content, int mode) throws IOException {
        Entry entry = Entry.of(kind, new MemberName(name), content.length, now, mode);
        writer.add(entry, new ByteArrayInputStream(content));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
