package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.RowMemory;
import java.io.IOException;

/**
 * The last row of each key, in the heap. Beside its bytes a row takes some 30: the record's header,
 * its entry in the index and what is free there.
 */
final class RecordTable {
    private final RowMemory memory;
    private final KeyIndex index;
    private RecordPages pages;

    /** The bytes of the rows, and of those in between that were replaced. */
    private long live;

    private long dead;

    RecordTable(RowMemory memory) {
        this.memory = memory;
        index = new KeyIndex(memory);
        pages = new RecordPages(memory);
    }

    boolean isEmpty() {
        return index.count() == 0;
    }

    /**
     * Adds the row or replaces that of its key. False where there is no room: then the table is to
     * be drained, and the row to be put again.
     */
    boolean put(RowBytes row) {
        int hash = KeyHash.of(row);
        int at = index.find(hash, row, pages);
        int former = index.record(at);
        if (former == RecordPages.NONE) {
            return insert(hash, row);
        }
        int freed = pages.size(former);
        int size = RecordBytes.size(row);
        if (size <= freed) {
            pages.write(former, row);
        } else {
            int record = pages.add(row);
            if (record == RecordPages.NONE) {
                return false;
            }
            index.replace(at, record);
        }
        live += size - freed;
        dead += size <= freed ? freed - size : freed;
        return dead < live + memory.pageBytes() || pack();
    }

    private boolean insert(int hash, RowBytes row) {
        int record = index.hasRoom() ? pages.add(row) : RecordPages.NONE;
        if (record == RecordPages.NONE) {
            return false;
        }
        index.add(hash, record);
        live += RecordBytes.size(row);
        return true;
    }

    /** Leaves out what was replaced, so that a few keys take little however often they come. */
    private boolean pack() {
        RecordPages packed = new RecordPages(memory);
        boolean done = index.renumber(record -> packed.copy(pages, record));
        (done ? pages : packed).free();
        if (done) {
            pages = packed;
            dead = 0;
        }
        return done;
    }

    /** Gives out all records by key, and is empty then. */
    void drain(RecordBytes.Receiver receiver) throws IOException {
        int count = index.count();
        long[] records = index.sorted(pages);
        for (int i = 0; i < count; i++) {
            pages.give((int) records[i], receiver);
        }
        index.clear();
        pages.clear();
        live = 0;
        dead = 0;
    }

    void close() {
        index.clear();
        pages.free();
    }
}
