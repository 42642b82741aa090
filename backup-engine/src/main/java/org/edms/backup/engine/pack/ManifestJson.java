package org.edms.backup.engine.pack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The manifest as JSON: what it says of the package, then its members one in a line, then the digest of all that stands
 * before the digest. Nobody holds it whole in memory.
 */
final class ManifestJson {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final byte[] MEMBERS = ",\n\"members\":[\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGEST = "\n],\n\"sha256\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_CHARACTERS = 64;

    /** What follows the part that the digest is of. */
    private static final int UNDIGESTED = DIGEST_CHARACTERS + END.length;

    private final byte[] head;
    private final EntrySpool entries;

    ManifestJson(Manifest manifest, EntrySpool entries) throws IOException {
        byte[] whole = JSON.writeValueAsBytes(manifest);
        this.head = Arrays.copyOf(whole, whole.length - 1);
        this.entries = entries;
    }

    long bytes() {
        return head.length + MEMBERS.length + entries.bytes() + DIGEST.length + UNDIGESTED;
    }

    void writeTo(OutputStream output) throws IOException {
        MessageDigest sha256 = Sha256.newDigest();
        DigestOutputStream digested = new DigestOutputStream(output, sha256);
        digested.write(head);
        digested.write(MEMBERS);
        try (InputStream lines = entries.read()) {
            lines.transferTo(digested);
        }
        digested.write(DIGEST);
        output.write(HexFormat.of().formatHex(sha256.digest()).getBytes(StandardCharsets.US_ASCII));
        output.write(END);
    }

    /** Reads what stands before the members, and no more. */
    static Manifest readHead(InputStream input) throws IOException {
        try (JsonParser json = JSON.createParser(input)) {
            return readHead(json);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** Reads all of it, and shows the entries before it is known that none was changed: that is known at the end. */
    static Manifest read(InputStream input, long bytes, PackageReader.EntryVisitor visitor) throws IOException {
        Digested digested = new Digested(input, bytes - UNDIGESTED);
        try (JsonParser json = JSON.createParser(digested)) {
            Manifest manifest = readHead(json);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                visitor.visit(EntryJson.read(json));
            }
            String recorded = json.nextToken() == JsonToken.FIELD_NAME ? json.nextTextValue() : null;
            digested.transferTo(OutputStream.nullOutputStream());
            if (!digested.sha256().equals(recorded)) {
                throw new BackupException(
                        ErrorCode.PACKAGE_CORRUPT, PackageReader.MANIFEST + " is not what was written");
            }
            return manifest;
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    private static Manifest readHead(JsonParser json) throws IOException {
        ObjectNode head = JSON.createObjectNode();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable(null);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals("members")) {
            String field = json.currentName();
            json.nextToken();
            head.set(field, json.readValueAsTree());
        }
        json.nextToken();
        Manifest manifest = JSON.treeToValue(head, Manifest.class);
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
