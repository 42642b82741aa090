package org.edms.backup.engine.work;

/** A map from hashes to hashes, in 27 bytes for each entry or less. */
public final class LongMap {

    private static final double MAX_LOAD = 0.6;
    private static final int FIRST_SIZE = 1 << 10;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long MIXER = 0xff51afd7ed558ccdL;

    private long[] keys = new long[FIRST_SIZE];
    private long[] values = new long[FIRST_SIZE];
    private int size;

    /** Returns a hash of a text (FNV-1a, mixed). Different texts can be made to have the same hash: use it only to sort out. */
    public static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * MIXER;
        return hash ^ (hash >>> 33);
    }

    public void put(long key, long value) {
        if (size >= keys.length * MAX_LOAD) {
            grow();
        }
        int slot = slot(key);
        if (keys[slot] == 0) {
            size++;
        }
        keys[slot] = marked(key);
        values[slot] = value;
    }

    /** @return {@code missing} if there is no such key */
    public long get(long key, long missing) {
        int slot = slot(key);
        return keys[slot] == 0 ? missing : values[slot];
    }

    public int size() {
        return size;
    }

    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != marked(key)) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    /** Zero marks a free slot. */
    private static long marked(long key) {
        return key == 0 ? 1 : key;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
