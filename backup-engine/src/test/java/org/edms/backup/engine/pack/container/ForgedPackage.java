package org.edms.backup.engine.pack.container;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.Sha256;

/** Rewrites a package as an attacker would: after any change, offsets and digests are correct again. */
public final class ForgedPackage {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int BLOCK_BYTES = 1 << 20;

    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private final ObjectNode head;
    private final ArrayNode entries;
    private byte[] rawHead;
    private byte[] rawEntries;

    private ForgedPackage(Map<String, byte[]> members, ObjectNode manifest) {
        this.members.putAll(members);
        this.entries = (ArrayNode) manifest.remove("members");
        this.head = manifest;
        this.head.remove("sha256");
    }

    public static ForgedPackage of(Path file) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (PackageReader reader = PackageReader.open(
                new DirectoryStore(file.getParent()), file.getFileName().toString(), List.of())) {
            reader.forEach((member, content) -> members.put(member.name().value(), content.readAllBytes()));
        }
        return new ForgedPackage(members, (ObjectNode) JSON.readTree(members.remove("manifest.json")));
    }

    /** Returns a copy for another change. */
    public ForgedPackage copy() {
        ObjectNode manifest = head.deepCopy();
        manifest.set("members", entries.deepCopy());
        return new ForgedPackage(members, manifest);
    }

    public ObjectNode head() {
        return head;
    }

    public ArrayNode entries() {
        return entries;
    }

    public Map<String, byte[]> members() {
        return members;
    }

    public ObjectNode entry(String name) {
        for (JsonNode entry : entries) {
            if (entry.path("name").asText().equals(name)) {
                return (ObjectNode) entry;
            }
        }
        throw new IllegalArgumentException("no entry of " + name);
    }

    /** Replaces the content of a member. */
    public ForgedPackage with(String name, String content) throws IOException {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the content of a member. */
    public ForgedPackage with(String name, byte[] bytes) throws IOException {
        members.put(name, bytes);
        entry(name).put("bytes", bytes.length).put("sha256", Sha256.of(new ByteArrayInputStream(bytes)));
        return this;
    }

    /** Replaces the JSON before the entries, up to the closing brace. */
    public ForgedPackage manifestHead(byte[] json) {
        rawHead = json.clone();
        return this;
    }

    /** Replaces the entries. */
    public ForgedPackage manifestEntries(byte[] json) {
        rawEntries = json.clone();
        return this;
    }

    public String text(String name) {
        return new String(members.get(name), StandardCharsets.UTF_8);
    }

    public ForgedPackage without(String name) {
        members.remove(name);
        return withoutEntry(name);
    }

    public ForgedPackage withoutEntry(String name) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).path("name").asText().equals(name)) {
                entries.remove(i);
            }
        }
        return this;
    }

    /** @param file the file, whose name determines the compression */
    public Path write(Path file) throws IOException {
        return write(file, true);
    }

    /** @param layOut whether to correct the offsets */
    public Path write(Path file, boolean layOut) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        long manifestOffset;
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(stream, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                place(member.getKey(), tar.getBytesWritten(), layOut);
                add(member.getKey(), member.getValue(), tar);
            }
            manifestOffset = tar.getBytesWritten();
            add("manifest.json", manifest(), tar);
        }
        String name = file.getFileName().toString();
        try (OutputStream output = Files.newOutputStream(file)) {
            if (name.endsWith(".zst")) {
                output.write(zstd(stream.toByteArray(), manifestOffset));
            } else if (name.endsWith(".gz")) {
                try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
                    stream.writeTo(gzip);
                }
            } else {
                stream.writeTo(output);
            }
        }
        return file;
    }

    private void place(String name, long offset, boolean layOut) {
        for (JsonNode entry : entries) {
            if (layOut && entry.isObject() && entry.path("name").asText().equals(name) && !entry.has("in")) {
                ((ObjectNode) entry).put("offset", offset);
            }
        }
    }

    private void add(String name, byte[] content, TarArchiveOutputStream tar) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setLastModifiedTime(FileTime.from(modified(name)));
        entry.setMode(0100000 | mode(name));
        tar.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
            tar.write(content);
        }
        tar.closeArchiveEntry();
    }

    private int mode(String name) {
        for (JsonNode entry : entries) {
            if (entry.path("name").asText().equals(name)
                    && entry.path("mode").asText().matches("[0-7]{1,4}")) {
                return Integer.parseInt(entry.path("mode").asText(), 8);
            }
        }
        return 0600;
    }

    private Instant modified(String name) {
        for (JsonNode entry : entries) {
            if (entry.path("name").asText().equals(name)
                    && entry.path("modified").asText().matches("20[-0-9T:.]+Z")) {
                return Instant.parse(entry.path("modified").asText()).truncatedTo(ChronoUnit.SECONDS);
            }
        }
        return Instant.EPOCH;
    }

    private byte[] manifest() throws IOException {
        byte[] whole = rawHead == null ? JSON.writeValueAsBytes(head) : rawHead;
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        manifest.write(whole, 0, Math.max(0, whole.length - 1));
        manifest.write(",\n\"members\":".getBytes(StandardCharsets.US_ASCII));
        manifest.write(rawEntries == null ? JSON.writeValueAsBytes(entries) : rawEntries);
        manifest.write(",\n\"sha256\":\"".getBytes(StandardCharsets.US_ASCII));
        String sha256 = Sha256.of(new ByteArrayInputStream(manifest.toByteArray()));
        manifest.write((sha256 + "\"}\n").getBytes(StandardCharsets.US_ASCII));
        return manifest.toByteArray();
    }

    private static byte[] zstd(byte[] tar, long manifestOffset) throws IOException {
        List<SeekTable.Frame> frames = new ArrayList<>();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int start = 0; start < tar.length; start += BLOCK_BYTES) {
            byte[] block = Arrays.copyOfRange(tar, start, Math.min(tar.length, start + BLOCK_BYTES));
            byte[] stored = Zstd.compress(block);
            file.write(stored);
            frames.add(new SeekTable.Frame(stored.length, block.length));
        }
        byte[] trailer = new Trailer(Trailer.VERSION, manifestOffset).encode();
        file.write(trailer);
        frames.add(new SeekTable.Frame(trailer.length, 0));
        file.write(new SeekTable(frames).encode());
        return file.toByteArray();
    }
}
