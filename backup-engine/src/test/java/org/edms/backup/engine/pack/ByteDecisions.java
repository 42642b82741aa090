package org.edms.backup.engine.pack;

import java.util.Random;

/**
 * Random numbers that are read from bytes, so that a fuzzer that changes a byte changes one decision. After the last byte, all
 * numbers are zero.
 */
public final class ByteDecisions extends Random {

    private static final long serialVersionUID = 1;

    private byte[] bytes = new byte[0];
    private int position;

    public void take(byte[] input) {
        bytes = input.clone();
        position = 0;
    }

    @Override
    protected int next(int bits) {
        int value = 0;
        for (int taken = 0; taken < bits; taken += Byte.SIZE) {
            value = value << Byte.SIZE | nextByte();
        }
        return value >>> (Byte.SIZE - bits % Byte.SIZE) % Byte.SIZE;
    }

    @Override
    public int nextInt(int bound) {
        int value = nextByte();
        for (int range = 1 << Byte.SIZE; range > 0 && range < bound; range <<= Byte.SIZE) {
            value = value << Byte.SIZE | nextByte();
        }
        return Math.floorMod(value, bound);
    }

    private int nextByte() {
        return position < bytes.length ? Byte.toUnsignedInt(bytes[position++]) : 0;
    }
}
