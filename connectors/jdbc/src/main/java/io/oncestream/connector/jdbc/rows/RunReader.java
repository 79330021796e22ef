package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.LocalFile;
import java.io.IOException;

/** Reads a run record by record. */
final class RunReader {
    private final LocalFile file;
    private final int age;
    private byte[] buffer;
    private long readTo;
    private int record;
    private int next;
    private int end;

    RunReader(LocalFile file, int bufferBytes, int age) {
        this.file = file;
        this.age = age;
        buffer = new byte[bufferBytes];
    }

    /** Goes to the first or next record; false at the end. */
    boolean next() throws IOException {
        record = next;
        if (!fill(RecordBytes.HEADER)) {
            return false;
        }
        int size = RecordBytes.size(buffer, record);
        fill(size);
        next = record + size;
        return true;
    }

    /** Has so many bytes of the record in the buffer, unless the run ends before it. */
    private boolean fill(int size) throws IOException {
        if (end - record >= size) {
            return true;
        }
        byte[] target = size > buffer.length ? new byte[size] : buffer;
        System.arraycopy(buffer, record, target, 0, end - record);
        buffer = target;
        end -= record;
        record = 0;
        int count = (int) Math.min(buffer.length - end, file.length() - readTo);
        file.read(readTo, buffer, end, count);
        readTo += count;
        end += count;
        return end >= size;
    }

    void give(RecordBytes.Receiver receiver) throws IOException {
        receiver.take(buffer, record);
    }

    int compareKeys(RunReader other) {
        return RecordBytes.compareKeys(buffer, record, other.buffer, other.record);
    }

    /** By key, of one key the newest first. */
    static int order(RunReader one, RunReader other) {
        int keys = one.compareKeys(other);
        return keys != 0 ? keys : Integer.compare(other.age, one.age);
    }
}
