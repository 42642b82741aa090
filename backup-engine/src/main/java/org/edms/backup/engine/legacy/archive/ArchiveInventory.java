package org.edms.backup.engine.legacy.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.input.BoundedJsonParser;
import org.edms.backup.engine.input.LimitedInput;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The members of a file, their digests and its metadata, collected in a first pass. */
public final class ArchiveInventory {

    public static final String METADATA = "metadata.json";
    public static final String ROW_COUNTS = "database/backup_metadata.json";
    public static final String CHECKSUMS = "database/checksum.txt";
    public static final String STORAGE_MANIFEST = "storage/manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Set<String> KEPT = Set.of(METADATA, ROW_COUNTS, CHECKSUMS);
    private static final int MOST_BYTES_KEPT = 16 << 20;
    private static final int MOST_VALUES = 1_000_000;

    private final LegacyFile file;
    private final Map<String, Seen> members = new LinkedHashMap<>();
    private final Map<String, byte[]> kept = new HashMap<>();
    private Map<String, StorageManifest.Listed> stored = Map.of();

    /** @param sha256 null for a single file without a recorded digest */
    public record Seen(LegacyMember member, String sha256) {}

    private ArchiveInventory(LegacyFile file) {
        this.file = file;
    }

    public static ArchiveInventory of(LegacyFile file) throws IOException {
        ArchiveInventory inventory = new ArchiveInventory(file);
        if (file.isArchive()) {
            file.forEach(inventory::see);
        } else {
            inventory.members.put(
                    file.name(),
                    new Seen(
                            new LegacyMember(
                                    file.name(),
                                    -1,
                                    Files.getLastModifiedTime(file.path()).toInstant(),
                                    0),
                            null));
            inventory.seeBeside();
        }
        return inventory;
    }

    public Map<String, Seen> members() {
        return Collections.unmodifiableMap(members);
    }

    /** Returns the stored files that the package lists. */
    Map<String, StorageManifest.Listed> stored() {
        return Collections.unmodifiableMap(stored);
    }

    /** Returns the name of the source database. */
    public String databaseName() {
        return json(ROW_COUNTS).path("database_info").path("name").asText("unknown");
    }

    public boolean holds(String name) {
        return members.containsKey(name);
    }

    public boolean holdsAnyIn(String directory) {
        return members.keySet().stream().anyMatch(name -> name.startsWith(directory));
    }

    /** Returns the text of a document; empty if the document is missing. */
    String text(String name) {
        return new String(kept.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    /** Returns a JSON document; a missing node if there is none. */
    public JsonNode json(String name) {
        if (!kept.containsKey(name)) {
            return JSON.missingNode();
        }
        try (JsonParser json = new BoundedJsonParser(JSON.createParser(kept.get(name)), MOST_VALUES)) {
            JsonNode document = JSON.readTree(json);
            return document == null ? JSON.missingNode() : document;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name + " is not valid JSON", e);
        }
    }

    private boolean see(LegacyMember member, InputStream content) throws IOException {
        String name = member.name();
        if (KEPT.contains(name)) {
            byte[] bytes = read(name, content);
            kept.put(name, bytes);
            members.put(name, new Seen(member, Sha256.of(new ByteArrayInputStream(bytes))));
            return true;
        }
        if (name.equals(STORAGE_MANIFEST)) {
            stored = StorageManifest.read(content);
        }
        members.put(name, new Seen(member, Sha256.of(content)));
        return true;
    }

    /** The metadata of a single file is in a second file in the same directory. */
    private void seeBeside() throws IOException {
        String stem = file.name().replaceFirst("(?i)\\.json(\\.gz)?$", "");
        Path beside = file.path().resolveSibling(stem + "_metadata.json");
        if (!stem.equals(file.name()) && Files.isRegularFile(beside)) {
            try (InputStream content = Files.newInputStream(beside)) {
                kept.put(ROW_COUNTS, read(beside.getFileName().toString(), content));
            }
        }
    }

    private static byte[] read(String name, InputStream content) throws IOException {
        return new LimitedInput(content, MOST_BYTES_KEPT, name).readAllBytes();
    }
}
