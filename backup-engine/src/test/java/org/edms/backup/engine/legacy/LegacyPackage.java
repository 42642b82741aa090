package org.edms.backup.engine.legacy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.engine.store.Sha256;

/** Builds packages in the format of earlier systems: names begin with {@code ./}, and directories are members. */
final class LegacyPackage {

    private final Map<String, byte[]> members = new LinkedHashMap<>();

    /** Returns a migration package of these records with complete metadata. */
    static LegacyPackage migration(String records) throws IOException {
        return new LegacyPackage()
                .with("metadata.json", "{\"export_timestamp\": \"2025-12-09T10:01:41.379308+00:00\"}")
                .with("database/database_backup.json", records)
                .withChecksums();
    }

    /** Returns the package in the test resources. */
    static LegacyPackage sample() throws IOException {
        LegacyPackage sample = new LegacyPackage();
        for (String name : new String[] {
            "metadata.json", "database/database_backup.json", "database/backup_metadata.json", "database/checksum.txt"
        }) {
            try (InputStream content = LegacyPackage.class.getResourceAsStream("sample/" + name)) {
                sample.with(name, content.readAllBytes());
            }
        }
        return sample;
    }

    LegacyPackage with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    LegacyPackage with(String name, byte[] content) {
        members.put(name, content);
        return this;
    }

    LegacyPackage without(String name) {
        members.remove(name);
        return this;
    }

    byte[] member(String name) {
        return members.get(name);
    }

    /** Adds checksums of the members in the database directory. */
    LegacyPackage withChecksums() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            if (member.getKey().startsWith("database/") && !member.getKey().endsWith("checksum.txt")) {
                String sha256 = Sha256.of(new ByteArrayInputStream(member.getValue()));
                lines.append(sha256)
                        .append("  ")
                        .append(member.getKey().substring("database/".length()))
                        .append('\n');
            }
        }
        return with("database/checksum.txt", lines.toString());
    }

    /** Adds stored files and the list of them. */
    LegacyPackage withStored(Map<String, String> files) throws IOException {
        StringBuilder listed = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            with("storage/" + file.getKey(), content);
            listed.append(listed.isEmpty() ? "" : ", ")
                    .append("\"%s\": {\"size\": %d, \"checksum\": \"%s\", \"modified\": 1765274501.5}"
                            .formatted(file.getKey(), content.length, Sha256.of(new ByteArrayInputStream(content))));
        }
        return with("storage/manifest.json", "{\"created_at\": \"2025-12-09T10:01:42\", \"files\": {" + listed + "}}");
    }

    Path write(Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            boolean compressed = file.toString().endsWith("gz");
            OutputStream target = compressed ? new GZIPOutputStream(output) : new BufferedOutputStream(output);
            write(target);
            target.close();
        }
        return file;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
            write(gzip);
        }
        return output.toByteArray();
    }

    /** Returns one member without the end of the archive, so that others can follow. */
    byte[] tar() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        write(output);
        byte[] whole = output.toByteArray();
        int end = whole.length;
        while (end > 0 && whole[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(whole, (end + 511) / 512 * 512);
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return output.toByteArray();
    }

    private void write(OutputStream output) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(output, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.putArchiveEntry(new TarArchiveEntry("./"));
        tar.closeArchiveEntry();
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry("./" + member.getKey());
            entry.setSize(member.getValue().length);
            tar.putArchiveEntry(entry);
            tar.write(member.getValue());
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
    }
}
