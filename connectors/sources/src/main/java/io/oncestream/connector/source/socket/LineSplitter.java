package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes bytes apart into lines, which end in LF or CR LF; empty ones are left out. Of a line that
 * is too long the start is rejected and the rest skipped. Not thread-safe.
 */
final class LineSplitter {

    /** The longest line, without its end; as long as the longest CSV record. */
    static final int LINE_BYTES_MAX = 1 << 20;

    /** A CR may follow. */
    private static final int KEPT_BYTES_MAX = LINE_BYTES_MAX + 1;

    /** What a connection may keep allocated between its lines. */
    private static final int IDLE_BYTES_MAX = 1 << 14;

    /** A line under way, with room to grow, and what is made of it. */
    private static final int BYTES_PER_BYTE = 4;

    /** What is asked of the memory at most. */
    static final long MEMORY_BYTES_MAX = BYTES_PER_BYTE * (long) KEPT_BYTES_MAX;

    /** What the line under way may take. */
    interface Memory {

        /** Becomes so large; less than before it always can. False when there is not enough. */
        boolean resize(long bytes);
    }

    private final Memory memory;
    private ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private List<SpoolRecord> records = new ArrayList<>();
    private boolean skipping;

    /** What was asked of the memory. */
    private long reserved;

    private long ended;

    /** Without a limit on what lines take. */
    LineSplitter() {
        this(bytes -> true);
    }

    /**
     * @param memory is resized for a long line; {@link #release} gives that back
     */
    LineSplitter(Memory memory) {
        this.memory = memory;
    }

    /** Takes all bytes; for a splitter without a limit. */
    void feed(byte[] bytes, int length) {
        try {
            int to = feed(bytes, 0, length, Integer.MAX_VALUE);
            assert to == length;
        } catch (LongLinesException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Takes bytes until there are so many records.
     *
     * @return how far it came
     * @throws LongLinesException when there is no memory for a line; it is given up
     */
    int feed(byte[] bytes, int from, int to, int recordsMax) throws LongLinesException {
        int begin = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, begin, i);
                end();
                begin = i + 1;
                if (records.size() >= recordsMax) {
                    return begin;
                }
            }
        }
        keep(bytes, begin, to);
        return to;
    }

    private void keep(byte[] bytes, int from, int to) throws LongLinesException {
        if (skipping) {
            return;
        }
        int room = KEPT_BYTES_MAX - begun.size();
        int kept = Math.min(to - from, room);
        if (!reserve(begun.size() + kept)) {
            throw new LongLinesException(from);
        }
        begun.write(bytes, from, kept);
        if (to - from > room) {
            reject();
        }
    }

    /** Not less than before: a line that has ended is still among the records. */
    private boolean reserve(int lineBytes) {
        long bytes = memoryFor(lineBytes);
        if (bytes > reserved) {
            if (!memory.resize(bytes)) {
                return false;
            }
            reserved = bytes;
        }
        return true;
    }

    private static long memoryFor(int lineBytes) {
        return lineBytes > IDLE_BYTES_MAX ? BYTES_PER_BYTE * (long) lineBytes : 0;
    }

    /** To be called when nobody has the records any more that were taken. */
    void release() {
        long bytes = memoryFor(begun.size());
        if (bytes < reserved) {
            memory.resize(bytes);
            reserved = bytes;
        }
    }

    private void end() {
        ended++;
        byte[] line = begun.toByteArray();
        if (!skipping) {
            int length = line.length;
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
            if (length > LINE_BYTES_MAX) {
                reject();
            } else if (length > 0) {
                records.add(SpooledLine.line(Arrays.copyOf(line, length)));
            }
        }
        forget();
        skipping = false;
    }

    private void reject() {
        records.add(
                SpooledLine.rejected(
                        "the line is longer than %d bytes".formatted(LINE_BYTES_MAX),
                        begun.toByteArray()));
        forget();
        skipping = true;
    }

    /** A reset buffer keeps its size: that of one long line for as long as the sender stays. */
    private void forget() {
        if (begun.size() > IDLE_BYTES_MAX) {
            begun = new ByteArrayOutputStream();
        } else {
            begun.reset();
        }
    }

    /** Lines and what is none, since the last call. */
    List<SpoolRecord> take() {
        List<SpoolRecord> taken = records;
        records = new ArrayList<>();
        return taken;
    }

    /** How many line ends there were, all in all. */
    long ended() {
        return ended;
    }

    /** What came behind the last line's end; empty also when the line's start was rejected. */
    byte[] rest() {
        return begun.toByteArray();
    }
}
