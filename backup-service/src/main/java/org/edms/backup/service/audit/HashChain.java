package org.edms.backup.service.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.audit.AuditEntry;

/** Links an entry to the entry before, by a digest over all fields. */
final class HashChain {

    /** The previous hash of the first entry. */
    static final String START = "0".repeat(64);

    private HashChain() {}

    /** Includes the length of each field, so that text cannot move between fields unnoticed. */
    static String hash(AuditEntry entry) {
        MessageDigest digest = Sha256.newDigest();
        add(digest, Long.toString(entry.number()));
        add(digest, entry.at().toString());
        add(digest, entry.who());
        add(digest, entry.action());
        add(digest, entry.subject());
        add(digest, entry.from());
        add(digest, entry.outcome().name());
        add(digest, entry.detail());
        add(digest, entry.previousHash());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
        int length = field == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        digest.update(bytes);
    }
}
