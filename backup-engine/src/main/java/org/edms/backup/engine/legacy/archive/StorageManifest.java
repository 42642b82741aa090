package org.edms.backup.engine.legacy.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.edms.backup.engine.input.BoundedJsonParser;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The list of stored files in {@code storage/manifest.json}. */
final class StorageManifest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final String FILES = "files";
    private static final int MOST_FILES = 1_000_000;
    private static final int MOST_VALUES_OF_A_FILE = 1000;
    private static final long MOST_CHARACTERS = 96L << 20;

    private StorageManifest() {}

    /**
     * The declared size and checksum of a file.
     *
     * @param size negative if it was not declared
     * @param checksum empty if it was not declared
     */
    record Listed(long size, String checksum) {}

    static Map<String, Listed> read(InputStream content) throws IOException {
        Map<String, Listed> files = new HashMap<>();
        try (JsonParser json = JSON.createParser(content)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BackupException(
                        ErrorCode.PACKAGE_CORRUPT, ArchiveInventory.STORAGE_MANIFEST + " is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = json.currentName().equals(FILES);
                if (json.nextToken() == JsonToken.START_OBJECT && here) {
                    readFiles(json, files);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, ArchiveInventory.STORAGE_MANIFEST + ": " + e.getOriginalMessage(), e);
        } catch (CharConversionException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, ArchiveInventory.STORAGE_MANIFEST + ": " + e.getMessage(), e);
        }
        return files;
    }

    private static void readFiles(JsonParser list, Map<String, Listed> files) throws IOException {
        BoundedJsonParser json = new BoundedJsonParser(list, MOST_VALUES_OF_A_FILE);
        long characters = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            JsonNode file = JSON.readTree(json);
            json.restart();
            Listed listed = new Listed(
                    file.path("size").asLong(-1), file.path("checksum").asText(""));
            files.put(name, listed);
            characters += name.length() + listed.checksum().length();
            if (files.size() > MOST_FILES || characters > MOST_CHARACTERS) {
                throw new BackupException(
                        ErrorCode.PACKAGE_HOSTILE,
                        "%s: more than %,d files, or %,d characters in their names and checksums"
                                .formatted(ArchiveInventory.STORAGE_MANIFEST, MOST_FILES, MOST_CHARACTERS));
            }
        }
    }
}
