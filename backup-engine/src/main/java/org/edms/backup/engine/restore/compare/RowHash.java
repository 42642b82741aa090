package org.edms.backup.engine.restore.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.edms.backup.engine.store.Sha256;

/** Hashes a sequence of values. Each value is preceded by its length, so that no two sequences look alike. */
final class RowHash {

    private static final int NULL = -1;

    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    RowHash add(byte[] bytes, int from, int length) {
        add(length);
        digest.update(bytes, from, length);
        return this;
    }

    RowHash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes, 0, bytes.length);
    }

    RowHash addNull() {
        return add(NULL);
    }

    RowHash add(long value) {
        digest.update(number.putLong(0, value).array());
        return this;
    }

    /** Returns the hash of what was added, and starts again. */
    long end() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
