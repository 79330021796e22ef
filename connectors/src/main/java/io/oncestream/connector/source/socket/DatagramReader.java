package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes lines of datagrams, and counts those that are missing. Not thread-safe. */
final class DatagramReader {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramReader.class);
    private static final int SENDERS_MAX = 10_000;
    private static final int CONTENT_BYTES_MAX = 1 << 20;
    private static final int DIGITS_MAX = 18;
    private static final long LOG_NANOS = 10_000_000_000L;

    private final SocketOptions options;
    private final SocketMetrics metrics;
    private final DatagramNumbers<SocketAddress> numbers = new DatagramNumbers<>(SENDERS_MAX);
    private long loggedNanos = System.nanoTime() - LOG_NANOS;

    DatagramReader(SocketOptions options, SocketMetrics metrics) {
        this.options = options;
        this.metrics = metrics;
    }

    List<SpoolRecord> lines(byte[] datagram, SocketAddress from) {
        byte[] content;
        // Closed: a decoder may hold memory outside of the heap.
        try (InputStream in =
                options.compression().decompress(new ByteArrayInputStream(datagram))) {
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

    private List<SpoolRecord> numbered(byte[] content, SocketAddress from) {
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
        long lost = numbers.lost(from, number);
        if (lost != 0) {
            metrics.datagramsLost.add(lost);
            logLoss(lost, from, number);
        }
        return split(Arrays.copyOfRange(content, digits + 1, content.length));
    }

    private void logLoss(long lost, SocketAddress from, long number) {
        long now = System.nanoTime();
        if (lost > 0 && now - loggedNanos >= LOG_NANOS) {
            loggedNanos = now;
            LOG.warn(
                    "{}: {} datagrams are lost, the last {} in front of number {} of {}",
                    options.address(),
                    metrics.datagramsLost.sum(),
                    lost,
                    number,
                    from);
        }
    }

    /** The last line needs no end. */
    private static List<SpoolRecord> split(byte[] content) {
        LineSplitter lines = new LineSplitter();
        lines.feed(content, content.length);
        lines.feed(new byte[] {'\n'}, 1);
        return lines.take();
    }
}
