package io.oncestream.connector.jdbc.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of keys, eight bytes at a time. */
final class KeyHash {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** 2^64 divided by the golden ratio: Knuth, The Art of Computer Programming 3, section 6.4. */
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private KeyHash() {}

    static int of(RowBytes row) {
        byte[] bytes = row.array();
        int at = row.keyAt();
        int end = at + row.keyLength();
        long hash = row.keyLength();
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(bytes, at));
        }
        for (; at < end; at++) {
            hash = mix(hash ^ bytes[at]);
        }
        return (int) hash;
    }

    private static long mix(long hash) {
        long product = hash * FACTOR;
        return product ^ product >>> 32;
    }
}
