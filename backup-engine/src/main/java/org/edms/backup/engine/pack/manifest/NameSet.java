package org.edms.backup.engine.pack.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A set of millions of names. It stores eight bytes of a keyed digest of each name. A collision among ten million names has a
 * probability of one in three hundred thousand, and nobody can craft colliding names because the digest is keyed.
 */
public final class NameSet {

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] key = new byte[16];
    private final long mostBytes;
    private long[] slots = new long[1 << 10];
    private int count;

    /**
     * Uses at most a sixth of the heap: three sets are in use at a time, and one of them may be growing. The default heap of the
     * distribution, 512 MB of which a collector may count only 450, has room for four million names.
     */
    public NameSet() {
        this(Runtime.getRuntime().maxMemory() / 6);
    }

    NameSet(long mostBytes) {
        this.mostBytes = mostBytes;
        new SecureRandom().nextBytes(key);
    }

    /** Returns whether the name is new. */
    public boolean add(String name) {
        digest.update(key);
        long hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)))
                        .getLong()
                | 1;
        if (!put(slots, hash)) {
            return false;
        }
        count++;
        if (count > slots.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        if (2L * slots.length * Long.BYTES > mostBytes) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE,
                    "more than %,d members. If you trust the package, start this program with EDMS_BACKUP_JAVA_OPTS=-Xmx2g."
                            .formatted(count));
        }
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                put(larger, hash);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long hash) {
        int slot = (int) (hash >>> 1) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = hash;
        return true;
    }
}
