package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the datagrams that are missing, as the spool is read: what is known goes into Flink's
 * state with the offset, and so what is lost while the job restarts is counted, once. Not
 * thread-safe.
 */
final class DatagramLosses {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramLosses.class);
    private static final int SENDERS_MAX = 10_000;
    private static final long LOG_NANOS = 10_000_000_000L;

    private final String address;
    private final SocketMetrics metrics;
    private final DatagramNumbers numbers;
    private long loggedNanos = System.nanoTime() - LOG_NANOS;

    DatagramLosses(String address, SocketMetrics metrics, DatagramCounts known) {
        this.address = address;
        this.metrics = metrics;
        this.numbers = new DatagramNumbers(SENDERS_MAX, known);
        metrics.datagramsLost.add(known.lost());
    }

    /** Whether a record was of numbers and no line. */
    boolean take(SpoolRecord record) throws IOException {
        if (!NumberedDatagrams.isNumbers(record)) {
            return false;
        }
        NumberedDatagrams.forEach(record, this::take);
        return true;
    }

    private void take(InetSocketAddress from, long number) {
        long lost = numbers.lost(from, number);
        if (lost != 0) {
            metrics.datagramsLost.add(lost);
            log(lost, from, number);
        }
    }

    private void log(long lost, InetSocketAddress from, long number) {
        long now = System.nanoTime();
        if (lost > 0 && now - loggedNanos >= LOG_NANOS) {
            loggedNanos = now;
            LOG.warn(
                    "{}: {} datagrams are lost, the last {} in front of number {} of {}",
                    address,
                    metrics.datagramsLost.sum(),
                    lost,
                    number,
                    from);
        }
    }

    DatagramCounts counts() {
        return numbers.counts();
    }
}
