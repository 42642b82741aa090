package org.edms.backup.engine.pack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Optional;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Reads a manifest from its start to its end, one entry at a time. That nobody has changed it is known when the last entry
 * was asked for.
 */
public final class ManifestStream implements Closeable {

    private static final ObjectMapper JSON = Json.newMapper();

    private final Digested input;
    private final JsonParser json;
    private final Manifest head;
    private boolean ended;
    private String sha256;

    ManifestStream(InputStream content, long bytes) throws IOException {
        this.input = new Digested(content, bytes - ManifestJson.UNDIGESTED);
        this.json = JSON.createParser(input);
        try {
            this.head = readHead();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    /** What stands before the entries. */
    public Manifest head() {
        return head;
    }

    /** The next entry, in the order of the package; nothing after the last. */
    public Optional<Entry> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                return Optional.of(EntryJson.read(json));
            }
            ended = true;
            compareDigest();
            return Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    /** The digest of the manifest, once the last entry was asked for. */
    public String sha256() {
        if (sha256 == null) {
            throw new IllegalStateException("The manifest was not read to its end");
        }
        return sha256;
    }

    @Override
    public void close() throws IOException {
        json.close();
        input.close();
    }

    private void compareDigest() throws IOException {
        String recorded = json.nextToken() == JsonToken.FIELD_NAME ? json.nextTextValue() : null;
        input.transferTo(OutputStream.nullOutputStream());
        String computed = input.sha256();
        if (!computed.equals(recorded)) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, PackageReader.MANIFEST + " is not what was written");
        }
        sha256 = computed;
    }

    private Manifest readHead() throws IOException {
        ObjectNode fields = JSON.createObjectNode();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable(null);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals(ManifestJson.MEMBERS_FIELD)) {
            String field = json.currentName();
            json.nextToken();
            fields.set(field, json.readValueAsTree());
        }
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw unreadable(null);
        }
        Manifest manifest = JSON.treeToValue(fields, Manifest.class);
        if (!manifest.header().format().equals(PackageHeader.FORMAT)) {
            throw new BackupException(
                    ErrorCode.PACKAGE_FORMAT_UNKNOWN, manifest.header().format() + ", and not " + PackageHeader.FORMAT);
        }
        return manifest;
    }

    private static BackupException unreadable(Exception cause) {
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, PackageReader.MANIFEST + " cannot be read", cause);
    }

    /** Digests the first bytes that pass. */
    private static final class Digested extends FilterInputStream {

        private final MessageDigest digest = Sha256.newDigest();
        private long remaining;

        Digested(InputStream input, long bytes) {
            super(input);
            this.remaining = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                int digested = (int) Math.min(count, Math.max(remaining, 0));
                digest.update(target, offset, digested);
                remaining -= digested;
            }
            return count;
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
