package org.edms.backup.engine.legacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalLong;
import org.edms.backup.engine.store.Sha256;

/**
 * Which row has which key, for millions of keys: it keeps sixteen bytes of the digest of each, which no two keys that anybody
 * ever wrote have in common.
 */
final class KeyMap {

    private static final int WORDS_OF_A_SLOT = 3;

    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    /** For each slot the two halves of a digest, and the value; nothing is there where the first half is 0. */
    private long[] slots = new long[WORDS_OF_A_SLOT << 10];

    private int count;

    /** @return what was there before, and stays there */
    OptionalLong putIfAbsent(List<String> key, long value) {
        ByteBuffer hash = hash(key);
        long first = hash.getLong() | 1;
        long second = hash.getLong();
        int slot = find(slots, first, second);
        if (slots[slot] != 0) {
            return OptionalLong.of(slots[slot + 2]);
        }
        fill(slots, slot, first, second, value);
        count++;
        if (count > slots.length / WORDS_OF_A_SLOT / 2) {
            grow();
        }
        return OptionalLong.empty();
    }

    OptionalLong get(List<String> key) {
        ByteBuffer hash = hash(key);
        int slot = find(slots, hash.getLong() | 1, hash.getLong());
        return slots[slot] == 0 ? OptionalLong.empty() : OptionalLong.of(slots[slot + 2]);
    }

    void replace(List<String> key, long value) {
        ByteBuffer hash = hash(key);
        long first = hash.getLong() | 1;
        long second = hash.getLong();
        fill(slots, find(slots, first, second), first, second, value);
    }

    private ByteBuffer hash(List<String> key) {
        for (String part : key) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(length.putInt(0, bytes.length).array());
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest());
    }

    private static int find(long[] slots, long first, long second) {
        int slot = (int) (first >>> 33) % (slots.length / WORDS_OF_A_SLOT) * WORDS_OF_A_SLOT;
        while (slots[slot] != 0 && (slots[slot] != first || slots[slot + 1] != second)) {
            slot = (slot + WORDS_OF_A_SLOT) % slots.length;
        }
        return slot;
    }

    private static void fill(long[] slots, int slot, long first, long second, long value) {
        slots[slot] = first;
        slots[slot + 1] = second;
        slots[slot + 2] = value;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int slot = 0; slot < slots.length; slot += WORDS_OF_A_SLOT) {
            if (slots[slot] != 0) {
                fill(larger, find(larger, slots[slot], slots[slot + 1]), slots[slot], slots[slot + 1], slots[slot + 2]);
            }
        }
        slots = larger;
    }
}
