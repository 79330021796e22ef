package io.oncestream.connector.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for a byte, eight at a time: that is as fast as memory is. */
public final class ByteSearch {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private ByteSearch() {}

    /** Whether the byte is among those from one index up to another. */
    public static boolean contains(byte[] bytes, int from, int to, char wanted) {
        return indexOf(bytes, from, to, wanted) >= 0;
    }

    /** Where the byte is first, or -1. */
    static int indexOf(byte[] bytes, int from, int to, char wanted) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long found = found(bytes, i, wanted);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** How many of the bytes from one index up to another are that one. */
    public static int count(byte[] bytes, int from, int to, char wanted) {
        int count = 0;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            count += Long.bitCount(found(bytes, i, wanted));
        }
        for (; i < to; i++) {
            count += bytes[i] == wanted ? 1 : 0;
        }
        return count;
    }

    /** The high bit of each of eight bytes that is the wanted one, and no other bit. */
    private static long found(byte[] bytes, int at, char wanted) {
        long differences = (long) LONGS.get(bytes, at) ^ (wanted * ONES);
        return ~(((differences & LOW_BITS) + LOW_BITS) | differences | LOW_BITS);
    }
}
