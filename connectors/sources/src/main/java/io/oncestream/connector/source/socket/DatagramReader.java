package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** Makes lines of datagrams, and notes their numbers. Not thread-safe. */
final class DatagramReader {

    private static final int CONTENT_BYTES_MAX = 1 << 20;
    private static final int DIGITS_MAX = 18;

    private final SocketOptions options;
    private final NumberedDatagrams numbers = new NumberedDatagrams();

    DatagramReader(SocketOptions options) {
        this.options = options;
    }

    /** The numbers of the datagrams since the last call, to be kept with their lines. */
    List<SpoolRecord> numbers() {
        return numbers.take();
    }

    List<SpoolRecord> lines(byte[] datagram, InetSocketAddress from) {
        byte[] content;
        // Closed: a decoder may hold memory outside of the heap.
        try (InputStream in =
                options.compression().decompressLive(new ByteArrayInputStream(datagram))) {
            content = in.readNBytes(CONTENT_BYTES_MAX + 1);
        } catch (IOException e) {
            return List.of(SpooledLine.rejected("the datagram " + e.getMessage(), datagram));
        }
        if (content.length > CONTENT_BYTES_MAX) {
            String reason = "the datagram holds more than %d bytes".formatted(CONTENT_BYTES_MAX);
            return List.of(SpooledLine.rejected(reason, content));
        }
        return options.numbered() ? numbered(content, from) : split(content);
    }

    private List<SpoolRecord> numbered(byte[] content, InetSocketAddress from) {
        int digits = 0;
        long number = 0;
        while (digits < Math.min(content.length, DIGITS_MAX)
                && content[digits] >= '0'
                && content[digits] <= '9') {
            number = 10 * number + content[digits] - '0';
            digits++;
        }
        if (digits == 0 || digits == content.length || content[digits] != ' ') {
            String reason = "the datagram does not begin with a number and a blank";
            return List.of(SpooledLine.rejected(reason, content));
        }
        numbers.add(from, number);
        return split(Arrays.copyOfRange(content, digits + 1, content.length));
    }

    /** The last line needs no end. */
    private static List<SpoolRecord> split(byte[] content) {
        LineSplitter lines = new LineSplitter();
        lines.feed(content, content.length);
        lines.feed(new byte[] {'\n'}, 1);
        return lines.take();
    }
}
