package org.edms.backup.engine.restore.merge;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.edms.backup.engine.store.Sha256;

/** A checksum over rows in the text format of COPY, line ends included, that does not depend on their order. */
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
