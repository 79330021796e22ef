package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is looked at: the bytes from {@link #start} to {@link #end}. It grows
 * up to a limit, so that whatever the stream holds, memory stays bounded.
 */
final class ByteWindow {

    private final InputStream in;
    private final int limitBytes;
    private byte[] bytes;
    private int start;
    private int end;
    private long offset;
    private boolean last;

    ByteWindow(InputStream in, int initialBytes, int limitBytes) {
        this.in = in;
        this.limitBytes = limitBytes;
        this.bytes = new byte[Math.min(initialBytes, limitBytes)];
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** The stream's offset of the first byte in the window. */
    long offset() {
        return offset;
    }

    /** Whether the stream ends where the window ends. */
    boolean isLast() {
        return last;
    }

    /**
     * Reads more behind the window's bytes, which may move them within the array.
     *
     * @return false when there cannot be more: the stream has ended or the limit is reached
     */
    boolean more() throws IOException {
        if (last || length() == limitBytes) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, length());
            end -= start;
            start = 0;
        } else if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, limitBytes));
        }
        int wanted = bytes.length - end;
        int read = in.readNBytes(bytes, end, wanted);
        end += read;
        last = read < wanted;
        return true;
    }

    /** The index of the first line feed in the window, or -1. */
    int indexOfLineFeed() {
        return ByteSearch.indexOf(bytes, start, end, '\n');
    }

    /** How many of the window's first bytes are line feeds. */
    int countLineFeeds(int length) {
        return ByteSearch.count(bytes, start, start + length, '\n');
    }

    /** How long the empty line is that the window begins with, or 0. */
    int emptyLineLength() {
        if (start == end) {
            return 0;
        }
        boolean carriageReturn = bytes[start] == '\r';
        if (bytes[start] == '\n' || (carriageReturn && length() == 1)) {
            return 1;
        }
        return carriageReturn && bytes[start + 1] == '\n' ? 2 : 0;
    }

    void consume(int count) {
        start += count;
        offset += count;
    }
}
