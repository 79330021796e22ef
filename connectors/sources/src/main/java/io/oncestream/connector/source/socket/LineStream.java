package io.oncestream.connector.source.socket;

import io.oncestream.connector.compression.CompressedDataException;
import io.oncestream.connector.source.spool.SpoolException;
import io.oncestream.connector.source.spool.SpoolFullException;
import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lines of one connection until it ends. Where senders are acknowledged, each time lines
 * have become durable the other side gets a line with the number of line ends that it has sent so
 * far and need not send again, and a line that begins with {@code refused:} when the rest is not
 * taken.
 */
final class LineStream {

    private static final Logger LOG = LoggerFactory.getLogger(LineStream.class);
    private static final int BUFFER_BYTES = 1 << 15;
    private static final int RECORDS_MAX = 512;

    /** The buffer, 512 lines of what it holds, and the start of a line of usual length. */
    private static final long MEMORY_BYTES = 1 << 17;

    private final SocketOptions options;
    private final SpoolIntake intake;
    private final Socket socket;
    private final LineSplitter lines;
    private long acknowledged;

    /**
     * @param memory of {@link #memoryBytes}, which grows with long lines
     */
    LineStream(
            SocketOptions options, SpoolIntake intake, Socket socket, MemoryBudget.Share memory) {
        this.options = options;
        this.intake = intake;
        this.socket = socket;
        long fixed = memoryBytes(options);
        this.lines = new LineSplitter(bytes -> memory.resize(fixed + bytes));
    }

    /** What a connection without long lines takes at most. */
    static long memoryBytes(SocketOptions options) {
        return MEMORY_BYTES + options.compression().liveBytesMax();
    }

    /**
     * Returns when the other side has ended the connection, or it is broken.
     *
     * @throws SpoolException when its lines cannot be kept any more
     */
    void receive() throws SpoolException {
        intake.metrics().connections.increment();
        // The decoder is closed too: it may hold memory outside of the heap.
        try (socket;
                InputStream in = options.compression().decompressLive(socket.getInputStream())) {
            receive(in);
        } catch (SpoolException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("{}: a connection broke", options.address(), e);
        } finally {
            intake.metrics().connections.decrement();
        }
    }

    private void receive(InputStream in) throws SpoolException {
        try {
            readLines(in);
            tear("the connection ended in the middle of a line");
        } catch (SpoolFullException e) {
            LOG.warn("{}: a connection is closed, {}", options.address(), e.getMessage());
            refuse(options, socket, "the spool is full");
            throw e;
        } catch (SpoolException e) {
            throw e;
        } catch (LongLinesException e) {
            LOG.warn("{}: a connection is closed, {}", options.address(), e.getMessage());
            intake.metrics().connectionsRefused.increment();
            refuse(options, socket, String.valueOf(e.getMessage()));
        } catch (CompressedDataException e) {
            LOG.warn("{}: a connection is closed, it {}", options.address(), e.getMessage());
            reject("the connection " + e.getMessage());
        } catch (IOException e) {
            LOG.debug("{}: a connection broke", options.address(), e);
            tear("the connection ended in the middle of a line");
        }
    }

    private void readLines(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            int at = 0;
            while (at < length) {
                at = take(buffer, at, length);
            }
        }
    }

    /** What had ended in front of a line that there is no memory for is kept, and told so. */
    private int take(byte[] buffer, int from, int to) throws IOException {
        LongLinesException tooLong = null;
        int at;
        try {
            at = lines.feed(buffer, from, to, RECORDS_MAX);
        } catch (LongLinesException e) {
            tooLong = e;
            at = e.at();
        }
        try {
            keep(lines.take());
            acknowledge();
            lines.release();
            if (tooLong != null) {
                throw tooLong;
            }
        } catch (SpoolException | LongLinesException e) {
            loseRead(buffer, at, to);
            throw e;
        }
        return at;
    }

    private void acknowledge() throws IOException {
        if (options.acknowledge() && lines.ended() > acknowledged) {
            acknowledged = lines.ended();
            socket.getOutputStream().write(line(Long.toString(acknowledged)));
        }
    }

    private void keep(List<SpoolRecord> records) throws SpoolException {
        try {
            intake.append(records);
        } catch (SpoolException e) {
            lose(records.size());
            throw e;
        }
    }

    /** A sender that waits for the acknowledgement will send them again. */
    private void lose(int count) {
        if (!options.acknowledge()) {
            intake.metrics().linesLost.add(count);
        }
    }

    /** The lines that were read and not looked at, or the one that has begun. */
    private void loseRead(byte[] buffer, int from, int to) {
        byte[] unseen = Arrays.copyOfRange(buffer, from, to);
        LineSplitter last = from == to ? lines : new LineSplitter();
        if (from < to) {
            last.feed(unseen, unseen.length);
        }
        lose(last.take().size() + (last.rest().length > 0 ? 1 : 0));
    }

    /** How many lines have come. */
    long ended() {
        return lines.ended();
    }

    private void tear(String reason) throws SpoolException {
        if (lines.rest().length > 0) {
            reject(reason);
        }
    }

    /** When this side ends the connection, it is nobody's mistake. */
    private void reject(String reason) throws SpoolException {
        if (intake.isClosed()) {
            lose(1);
        } else {
            keep(List.of(SpooledLine.rejected(reason, lines.rest())));
        }
    }

    /** Tells a sender that waits for answers why its connection is closed. */
    static void refuse(SocketOptions options, Socket socket, String why) {
        if (options.acknowledge()) {
            try {
                socket.getOutputStream().write(line("refused: " + why));
            } catch (IOException e) {
                LOG.debug("{}: a sender that is refused has gone", options.address(), e);
            }
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
