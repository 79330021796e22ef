package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.RowMemory;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Finds records by their keys: a hash table with open addressing, of 64 bits an entry, one half the
 * key's hash and the other the record's number.
 */
final class KeyIndex {
    private static final int ENTRIES_MIN = 1 << 10;

    /** So many there may always be. */
    private static final int ENTRIES_ALWAYS = 1 << 15;

    private static final int ENTRIES_MAX = 1 << 28;

    /** No record's entry: {@link #entry} counts from one. */
    private static final long FREE = 0;

    private final RowMemory memory;
    private long[] entries = new long[ENTRIES_MIN];
    private int count;

    KeyIndex(RowMemory memory) {
        this.memory = memory;
    }

    int count() {
        return count;
    }

    /** Where the key of this hash is, or else would be. */
    int find(int hash, RowBytes row, RecordPages pages) {
        int at = hash & (entries.length - 1);
        while (entries[at] != FREE
                && ((int) (entries[at] >>> 32) != hash || !pages.hasKey(record(at), row))) {
            at = (at + 1) & (entries.length - 1);
        }
        return at;
    }

    /** The record's number, or {@link RecordPages#NONE}. */
    int record(int at) {
        return (int) entries[at] - 1;
    }

    void replace(int at, int record) {
        entries[at] = entry((int) (entries[at] >>> 32), record);
    }

    /** Adds a record of another key, for which {@link #hasRoom} has made room. */
    void add(int hash, int record) {
        place(entries, entry(hash, record));
        count++;
    }

    /** Whether a record more can be added: the table is three quarters full at most. */
    boolean hasRoom() {
        return count < entries.length / 4 * 3 || grow();
    }

    private boolean grow() {
        long more = (long) Long.BYTES * entries.length;
        if (entries.length < ENTRIES_ALWAYS) {
            memory.takeAnyway(more);
        } else if (entries.length == ENTRIES_MAX || !memory.take(more)) {
            return false;
        }
        long[] larger = new long[2 * entries.length];
        for (long entry : entries) {
            if (entry != FREE) {
                place(larger, entry);
            }
        }
        entries = larger;
        return true;
    }

    private static void place(long[] entries, long entry) {
        int at = (int) (entry >>> 32) & (entries.length - 1);
        while (entries[at] != FREE) {
            at = (at + 1) & (entries.length - 1);
        }
        entries[at] = entry;
    }

    private static long entry(int hash, int record) {
        return (long) hash << 32 | (record + 1);
    }

    /**
     * Gives each record the number that the function has for it; changes nothing and is false where
     * that is {@link RecordPages#NONE}.
     */
    boolean renumber(IntUnaryOperator number) {
        long[] renumbered = new long[entries.length];
        for (int at = 0; at < entries.length; at++) {
            if (entries[at] != FREE) {
                int record = number.applyAsInt(record(at));
                if (record == RecordPages.NONE) {
                    return false;
                }
                renumbered[at] = entry((int) (entries[at] >>> 32), record);
            }
        }
        entries = renumbered;
        return true;
    }

    /** The numbers of all records, sorted by key, at the front; the index is to be cleared then. */
    long[] sorted(RecordPages pages) {
        int next = 0;
        for (int at = 0; at < entries.length; at++) {
            if (entries[at] != FREE) {
                entries[next++] = record(at);
            }
        }
        // In the order in which they lie in memory: the first look at all of them is the dearest.
        Arrays.sort(entries, 0, count);
        KeyOrder.sort(pages, entries, count);
        return entries;
    }

    void clear() {
        if (entries.length > ENTRIES_ALWAYS) {
            memory.release((long) Long.BYTES * (entries.length - ENTRIES_MIN));
            entries = new long[ENTRIES_MIN];
        } else {
            Arrays.fill(entries, FREE);
        }
        count = 0;
    }
}
