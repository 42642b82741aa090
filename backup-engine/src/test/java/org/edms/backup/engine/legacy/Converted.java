package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.Json;

/** Converts a file and reads the whole resulting package. */
record Converted(ConversionResult result, Catalog catalog, Map<String, byte[]> members) {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String NAME = "converted.tar.zst";
    private static final ObjectMapper JSON = Json.newMapper();

    static Converted of(Path file) throws IOException {
        return of(file, false);
    }

    static Converted of(Path file, boolean filesOnly) throws IOException {
        return of(file, filesOnly, model());
    }

    static Converted of(Path file, boolean filesOnly, EdmsModel model) throws IOException {
        DirectoryStore store = new DirectoryStore(file.getParent());
        ConversionRequest request = new ConversionRequest(
                file,
                model,
                filesOnly,
                new ConversionRequest.To(PackageFileName.parse(NAME), true, List.of(), List.of()),
                "admin",
                "edms-backup test",
                2);
        ConversionResult result = new Conversion(store, request, Clock.fixed(NOW, ZoneOffset.UTC)).run();
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (PackageReader reader = PackageReader.open(store, NAME, List.of())) {
            reader.forEach((member, content) -> members.put(member.name().value(), content.readAllBytes()));
        }
        byte[] catalog = members.get("catalog/catalog.json");
        return new Converted(result, catalog == null ? null : JSON.readValue(catalog, Catalog.class), members);
    }

    static EdmsModel model() throws IOException {
        try (InputStream file = DemoEdms.class.getResourceAsStream("/edms-model.yaml")) {
            return ModelFile.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Manifest manifest() {
        return result.manifest();
    }

    Optional<ModelCounts> account(String model) {
        return result.models().stream()
                .filter(account -> account.model().equals(model))
                .findFirst();
    }

    long findings(Finding.Kind kind) {
        return manifest().findingCounts().getOrDefault(kind, 0L);
    }

    /** Returns the rows of a table in order. Each maps columns to values in COPY format. */
    List<Map<String, String>> rows(String table) {
        return rows(table, false);
    }

    List<Map<String, String>> references(String table) {
        return rows(table, true);
    }

    private List<Map<String, String>> rows(String table, boolean references) {
        List<Map<String, String>> rows = new ArrayList<>();
        manifest().database().tables().stream()
                .filter(told -> told.name().equals(table) && told.referencesOnly() == references)
                .forEach(told -> told.members()
                        .forEach(member -> text(member).lines().forEach(line -> rows.add(row(told.columns(), line)))));
        return rows;
    }

    String text(String member) {
        return new String(members.get(member), StandardCharsets.UTF_8);
    }

    private static Map<String, String> row(List<String> columns, String line) {
        String[] values = line.split("\t", -1);
        if (values.length != columns.size()) {
            throw new IllegalStateException("%d values for %s".formatted(values.length, columns));
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < values.length; column++) {
            row.put(columns.get(column), values[column]);
        }
        return row;
    }

    /** Returns foreign key values that match neither a row nor a reference of the parent, as {@code table.column=value}. */
    List<String> danglingValues() {
        List<String> dangling = new ArrayList<>();
        for (Table table : catalog.tables()) {
            List<Map<String, String>> all = new ArrayList<>(rows(table.name()));
            all.addAll(references(table.name()));
            for (Table.ForeignKey key : table.foreignKeys()) {
                String column = key.columns().get(0);
                Set<String> known = keys(key.table(), key.referencedColumns().get(0));
                all.stream()
                        .map(row -> row.getOrDefault(column, "\\N"))
                        .filter(value -> !value.equals("\\N") && !known.contains(value))
                        .forEach(value -> dangling.add("%s.%s=%s".formatted(table.name(), column, value)));
            }
        }
        return dangling;
    }

    private Set<String> keys(String table, String column) {
        Set<String> keys = new HashSet<>();
        rows(table).forEach(row -> keys.add(row.get(column)));
        references(table).forEach(row -> keys.add(row.get(column)));
        return keys;
    }

    /** Returns primary keys that occur twice among the rows and references of a table, as {@code table=value}. */
    List<String> keysTwice() {
        List<String> twice = new ArrayList<>();
        for (Table table : catalog.tables()) {
            if (table.primaryKey() == null) {
                continue;
            }
            String column = table.primaryKey().columns().get(0);
            Set<String> seen = new HashSet<>();
            List<Map<String, String>> all = new ArrayList<>(rows(table.name()));
            all.addAll(references(table.name()));
            all.stream()
                    .map(row -> row.get(column))
                    .filter(value -> value != null && !seen.add(value))
                    .forEach(value -> twice.add(table.name() + "=" + value));
        }
        return twice;
    }

    /** Returns the manifest entries of the members. */
    static List<Entry> entries(Path directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (PackageReader reader = PackageReader.open(new DirectoryStore(directory), NAME, List.of());
                ManifestStream manifest = reader.openManifest()) {
            for (Optional<Entry> next = manifest.next(); next.isPresent(); next = manifest.next()) {
                entries.add(next.get());
            }
        }
        return entries;
    }
}
