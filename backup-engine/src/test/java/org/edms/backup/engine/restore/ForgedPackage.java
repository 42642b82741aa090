package org.edms.backup.engine.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.Json;
import org.edms.backup.model.backup.StoredPackage;

/** A package forged by an attacker: complete, with correct digests, but with other DDL. */
final class ForgedPackage {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final String CATALOG = "catalog/catalog.json";

    private ForgedPackage() {}

    /** Returns the package with statements appended to those that run before the rows are loaded. */
    static StoredPackage with(Path store, BackupResult backup, DdlStatement... added) throws IOException {
        return of(store, backup, "forged-" + backup.stored().name(), ddl -> {
            List<DdlStatement> all = new ArrayList<>(ddl);
            all.addAll(List.of(added));
            return all;
        });
    }

    static DdlStatement statement(String kind, String name, String sql) {
        return new DdlStatement(Section.BEFORE_DATA, kind, name, sql);
    }

    static StoredPackage of(Path directory, BackupResult backup, String name, UnaryOperator<List<DdlStatement>> change)
            throws IOException {
        DirectoryStore store = new DirectoryStore(directory);
        Manifest manifest;
        List<Entry> entries = new ArrayList<>();
        Map<String, byte[]> contents = new HashMap<>();
        try (PackageReader reader = PackageReader.open(store, backup.stored().name(), List.of())) {
            try (ManifestStream stream = reader.openManifest()) {
                manifest = stream.head();
                for (Optional<Entry> next = stream.next(); next.isPresent(); next = stream.next()) {
                    entries.add(next.get());
                }
            }
            reader.forEach((member, content) -> contents.put(member.name().value(), content.readAllBytes()));
        }
        Catalog catalog = JSON.readValue(contents.get(CATALOG), Catalog.class);
        Catalog forged = new Catalog(
                catalog.database(),
                catalog.serverVersion(),
                catalog.encoding(),
                catalog.collation(),
                catalog.tables(),
                change.apply(catalog.ddl()));
        contents.put(CATALOG, JSON.writeValueAsBytes(forged));
        try (PackageWriter writer =
                PackageWriter.create(store.begin(name, true), PackageFileName.parse(name), List.of(), 1)) {
            for (Entry entry : entries) {
                byte[] content = contents.get(entry.name().value());
                Entry again = Entry.of(entry.kind(), entry.name(), content.length, entry.modified(), entry.mode());
                writer.add(
                        entry.rows() == null ? again : again.withRows(entry.rows()), new ByteArrayInputStream(content));
            }
            writer.finish(manifest, Instant.EPOCH);
            long bytes = writer.reopen().size();
            return new StoredPackage(manifest.header().id(), name, bytes, writer.publish());
        }
    }
}
