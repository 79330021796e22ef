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
    private static final int IDLE_BYTES_MAX = 1 << 16;

    private ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private List<SpoolRecord> records = new ArrayList<>();
    private boolean skipping;
    private long ended;

    void feed(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i);
                end();
                from = i + 1;
            }
        }
        keep(bytes, from, length);
    }

    private void keep(byte[] bytes, int from, int to) {
        if (skipping) {
            return;
        }
        int room = KEPT_BYTES_MAX - begun.size();
        begun.write(bytes, from, Math.min(to - from, room));
        if (to - from > room) {
            reject();
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
