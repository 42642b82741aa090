package org.edms.backup.engine.restore.merge;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.edms.backup.engine.store.Sha256;

/** A sum over rows as COPY writes them, each with the end of its line: the same rows have it in any order. */
final class RowChecksum {

    private final MessageDigest digest = Sha256.newDigest();
    private long sum;

    void add(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
        sum += ByteBuffer.wrap(digest.digest()).getLong();
    }

    long value() {
        return sum;
    }
}
