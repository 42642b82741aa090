package org.edms.backup.engine.pack.manifest;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * The manifest as JSON: its head, then one entry per line, then the digest of all preceding bytes. The manifest is never in
 * memory as a whole.
 */
public final class ManifestJson {

    static final String MEMBERS_FIELD = "members";

    private static final ObjectMapper JSON = Json.newMapper();
    private static final byte[] MEMBERS = (",\n\"" + MEMBERS_FIELD + "\":[\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGEST = "\n],\n\"sha256\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_CHARACTERS = 64;

    /** The number of bytes at the end that the digest does not cover. */
    static final int UNDIGESTED = DIGEST_CHARACTERS + END.length;

    private final byte[] head;
    private final EntrySpool entries;
    private String digest;

    public ManifestJson(Manifest manifest, EntrySpool entries) throws IOException {
        byte[] whole = JSON.writeValueAsBytes(manifest);
        this.head = Arrays.copyOf(whole, whole.length - 1);
        this.entries = entries;
    }

    public long bytes() {
        return head.length + MEMBERS.length + entries.bytes() + DIGEST.length + UNDIGESTED;
    }

    /** Returns the digest, after the manifest was written. */
    public String sha256() {
        return digest;
    }

    public void writeTo(OutputStream output) throws IOException {
        MessageDigest sha256 = Sha256.newDigest();
        DigestOutputStream digested = new DigestOutputStream(output, sha256);
        digested.write(head);
        digested.write(MEMBERS);
        try (InputStream lines = entries.read()) {
            lines.transferTo(digested);
        }
        digested.write(DIGEST);
        digest = HexFormat.of().formatHex(sha256.digest());
        output.write(digest.getBytes(StandardCharsets.US_ASCII));
        output.write(END);
    }
}
