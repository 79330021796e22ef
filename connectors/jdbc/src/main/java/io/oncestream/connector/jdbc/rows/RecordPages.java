package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.RowMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records in arrays of about a mebibyte, each known by a number: its page, and its place there in
 * units of eight bytes. A record that is larger than a page has one of its own.
 */
final class RecordPages {
    /** No record: where there is no room. */
    static final int NONE = -1;

    /** So many there may always be. */
    private static final int PAGES_ALWAYS = 4;

    private static final int PAGE_BITS = 17;
    private static final int PAGES_MAX = 1 << (31 - PAGE_BITS);
    private static final int UNIT = 8;

    private final RowMemory memory;
    private final List<byte[]> pages = new ArrayList<>();
    private long bytes;
    private int used;

    RecordPages(RowMemory memory) {
        this.memory = memory;
    }

    byte[] page(int record) {
        return pages.get(record >>> PAGE_BITS);
    }

    static int offset(int record) {
        return (record & ((1 << PAGE_BITS) - 1)) * UNIT;
    }

    int size(int record) {
        return RecordBytes.size(page(record), offset(record));
    }

    void give(int record, RecordBytes.Receiver receiver) throws IOException {
        receiver.take(page(record), offset(record));
    }

    boolean hasKey(int record, RowBytes row) {
        byte[] page = page(record);
        int key = RecordBytes.keyAt(page, offset(record));
        int rowKey = row.keyAt();
        return Arrays.equals(
                page,
                key,
                key + RecordBytes.keyLength(page, offset(record)),
                row.array(),
                rowKey,
                rowKey + row.keyLength());
    }

    /** Writes a row over one that is not shorter. */
    void write(int record, RowBytes row) {
        RecordBytes.write(page(record), offset(record), row);
    }

    /** Adds a row; the number of its record, or {@link #NONE}. */
    int add(RowBytes row) {
        int record = allocate(RecordBytes.size(row));
        if (record != NONE) {
            write(record, row);
        }
        return record;
    }

    private int allocate(int size) {
        int last = pages.size() - 1;
        if (last < 0 || pages.get(last).length - used < size) {
            if (!addPage(Math.max(size, memory.pageBytes()))) {
                return NONE;
            }
            last++;
            used = 0;
        }
        int record = (last << PAGE_BITS) + used / UNIT;
        used += (size + UNIT - 1) / UNIT * UNIT;
        return record;
    }

    /** The same for a record of other pages, which is copied; the number, or {@link #NONE}. */
    int copy(RecordPages from, int source) {
        int size = from.size(source);
        int record = allocate(size);
        if (record != NONE) {
            System.arraycopy(from.page(source), offset(source), page(record), offset(record), size);
        }
        return record;
    }

    private boolean addPage(int size) {
        if (pages.size() < PAGES_ALWAYS) {
            memory.takeAnyway(size);
        } else if (pages.size() == PAGES_MAX || !memory.take(size)) {
            return false;
        }
        pages.add(new byte[size]);
        bytes += size;
        return true;
    }

    /** Forgets all records, and keeps a page for the next ones. */
    void clear() {
        if (!pages.isEmpty() && pages.get(0).length == memory.pageBytes()) {
            pages.subList(1, pages.size()).clear();
            memory.release(bytes - memory.pageBytes());
            bytes = memory.pageBytes();
            used = 0;
        } else {
            free();
        }
    }

    void free() {
        pages.clear();
        memory.release(bytes);
        bytes = 0;
    }
}
