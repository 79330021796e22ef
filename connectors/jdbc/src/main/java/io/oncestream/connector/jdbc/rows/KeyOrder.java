package io.oncestream.connector.jdbc.rows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Sorts records of different keys by these, three bytes at a time: those bytes and the record's
 * number fit into a {@code long}, and only records that have them in common are looked at again.
 */
final class KeyOrder {
    private static final int DIGIT = 3;

    private final RecordPages pages;
    private final long[] entries;
    private final Deque<Range> todo = new ArrayDeque<>();

    /** Entries that have the first so many bytes of their keys in common. */
    private record Range(int from, int to, int common) {}

    private KeyOrder(RecordPages pages, long[] entries) {
        this.pages = pages;
        this.entries = entries;
    }

    /** Sorts the first entries; the number of each one's record is in its lower half. */
    static void sort(RecordPages pages, long[] entries, int count) {
        KeyOrder order = new KeyOrder(pages, entries);
        order.todo.push(new Range(0, count, 0));
        while (!order.todo.isEmpty()) {
            order.sort(order.todo.pop());
        }
    }

    private void sort(Range range) {
        int common = range.to() - range.from() < 2 ? 0 : common(range);
        for (int i = range.from(); i < range.to(); i++) {
            entries[i] = (long) digit((int) entries[i], common) << 32 | (int) entries[i];
        }
        Arrays.sort(entries, range.from(), range.to());
        for (int start = range.from(), end; start < range.to(); start = end) {
            end = endOfEqual(start, range.to());
            if (end - start > 1) {
                todo.push(new Range(start, end, common + DIGIT));
            }
        }
    }

    private int endOfEqual(int start, int limit) {
        int end = start + 1;
        while (end < limit && entries[end] >> 32 == entries[start] >> 32) {
            end++;
        }
        return end;
    }

    /**
     * The key's bytes from there on, and behind them how many there are: a key that ends comes
     * before one that goes on, and only keys that go on have their digits in common.
     */
    private int digit(int record, int from) {
        byte[] page = pages.page(record);
        int offset = RecordPages.offset(record);
        int key = RecordBytes.keyAt(page, offset);
        int left = RecordBytes.keyLength(page, offset) - from;
        int digit = 0;
        for (int i = 0; i < DIGIT; i++) {
            digit = digit << 8 | (i < left ? page[key + from + i] & 0xff : 0);
        }
        // Arrays.sort has signed numbers.
        return (digit << 8 | Math.min(left, DIGIT + 1)) ^ Integer.MIN_VALUE;
    }

    /** How many bytes all keys of the range begin with. */
    private int common(Range range) {
        int first = (int) entries[range.from()];
        byte[] page = pages.page(first);
        int key = RecordBytes.keyAt(page, RecordPages.offset(first));
        int common = RecordBytes.keyLength(page, RecordPages.offset(first));
        for (int i = range.from() + 1; i < range.to() && common > range.common(); i++) {
            byte[] other = pages.page((int) entries[i]);
            int offset = RecordPages.offset((int) entries[i]);
            int otherKey = RecordBytes.keyAt(other, offset);
            int both = Math.min(common, RecordBytes.keyLength(other, offset));
            int mismatch = Arrays.mismatch(page, key, key + both, other, otherKey, otherKey + both);
            common = mismatch < 0 ? both : mismatch;
        }
        return common;
    }
}
