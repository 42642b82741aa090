package org.edms.backup.engine.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.store.Sha256;

/**
 * A file of the earlier system with given records: an archive, with or without the other members it should have, or a bare
 * list.
 */
final class RandomLegacyFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEW = 3;

    private final Random random;
    private final List<ObjectNode> records;
    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private final Map<String, byte[]> stored = new TreeMap<>();
    private final Set<Finding.Kind> findings = new TreeSet<>();

    RandomLegacyFile(long seed, List<ObjectNode> records) {
        this.random = new Random(seed);
        this.records = records;
    }

    /** Returns the stored files by their paths below the root. */
    Map<String, byte[]> stored() {
        return stored;
    }

    /** Returns the findings that a conversion must report for the file itself, independent of its records. */
    Set<Finding.Kind> findings() {
        return findings;
    }

    Path write(Path directory) throws IOException {
        byte[] rows = JSON.writeValueAsBytes(records);
        return switch (random.nextInt(FEW * 2)) {
            case 0 -> {
                findings.add(Finding.Kind.CHECKSUM_MISSING);
                yield Files.write(directory.resolve("rows.json"), withLogLines(rows));
            }
            case 1 -> {
                findings.add(Finding.Kind.CHECKSUM_MISSING);
                Path file = directory.resolve("rows.json.gz");
                try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file))) {
                    output.write(withLogLines(rows));
                }
                yield file;
            }
            case 2 -> {
                fill(rows);
                yield archive(directory.resolve("migration.tar"), false);
            }
            default -> {
                fill(rows);
                yield archive(directory.resolve("migration.tar.gz"), true);
            }
        };
    }

    private byte[] withLogLines(byte[] rows) {
        return random.nextBoolean() ? rows : bytes("INFO exporting\n" + new String(rows, StandardCharsets.UTF_8));
    }

    private void fill(byte[] rows) throws IOException {
        if (random.nextInt(FEW) > 0) {
            members.put("metadata.json", bytes("{\"export_timestamp\": \"2025-12-09T10:01:41.379308+00:00\"}"));
        }
        members.put("database/database_backup.json", rows);
        String checksums = Sha256.of(new ByteArrayInputStream(rows)) + "  database_backup.json\n";
        if (random.nextBoolean()) {
            byte[] counts = counts();
            members.put("database/backup_metadata.json", counts);
            checksums += Sha256.of(new ByteArrayInputStream(counts)) + "  backup_metadata.json\n";
        }
        if (random.nextInt(FEW) == 0) {
            members.put("database/database_backup_fixed.json", subset());
        }
        if (random.nextBoolean()) {
            members.put("database/checksum.txt", bytes(checksums));
        } else {
            findings.add(Finding.Kind.CHECKSUM_MISSING);
        }
        files();
        if (random.nextBoolean()) {
            members.put("configuration/settings.json", bytes("{}"));
            members.put("restore.sh", bytes("exit 1\n"));
        }
    }

    private byte[] counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.path("model").asText(), 1L, Long::sum));
        ObjectNode metadata = JSON.createObjectNode().put("total_records", records.size());
        metadata.set("model_counts", JSON.valueToTree(counts));
        return JSON.writeValueAsBytes(metadata);
    }

    /** Repeats some of the records, at times with another value. */
    private byte[] subset() throws IOException {
        List<ObjectNode> some = records.stream()
                .filter(record -> !record.path("model").asText().startsWith("contenttypes."))
                .map(ObjectNode::deepCopy)
                .toList();
        for (ObjectNode record : some) {
            if (record.path("model").asText().equals("users.user") && random.nextBoolean()) {
                ((ObjectNode) record.path("fields")).put("first_name", "Somebody Else");
                findings.add(Finding.Kind.RECORDS_DIFFER);
            }
        }
        return JSON.writeValueAsBytes(some);
    }

    /** Adds the files of some of the documents. */
    private void files() throws IOException {
        for (ObjectNode record : records) {
            String path = record.path("fields").path("file_path").asText();
            if (record.path("model").asText().equals("documents.document") && random.nextBoolean()) {
                byte[] content = bytes("content of " + path);
                members.put(path, content);
                stored.put(path.substring("storage/".length()), content);
            }
        }
        if (stored.isEmpty()) {
            return;
        }
        if (random.nextInt(FEW) == 0) {
            findings.add(Finding.Kind.CHECKSUM_MISSING);
            return;
        }
        ObjectNode files = JSON.createObjectNode();
        for (Map.Entry<String, byte[]> file : stored.entrySet()) {
            files.putObject(file.getKey())
                    .put("size", file.getValue().length)
                    .put("checksum", Sha256.of(new ByteArrayInputStream(file.getValue())));
        }
        members.put(
                "storage/manifest.json",
                JSON.writeValueAsBytes(JSON.createObjectNode().set("files", files)));
    }

    private Path archive(Path file, boolean compressed) throws IOException {
        String prefix = random.nextBoolean() ? "./" : "";
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream output = compressed ? new GZIPOutputStream(plain) : plain;
                TarArchiveOutputStream tar = new TarArchiveOutputStream(output)) {
            if (random.nextBoolean()) {
                directory(tar, "./");
                directory(tar, prefix + "database/");
            }
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(prefix + member.getKey());
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private static void directory(TarArchiveOutputStream tar, String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name));
        tar.closeArchiveEntry();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
