package io.oncestream.connector.source.socket;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What a receiver counts, in whatever thread, since it was started. */
final class SocketMetrics {

    /** All but empty ones. */
    final LongAdder linesReceived = new LongAdder();

    /** Too long, torn or not compressed as they should be; all others are the decoder's. */
    final LongAdder linesRejected = new LongAdder();

    /** Senders that are connected now. */
    final LongAdder connections = new LongAdder();

    /** Senders that were sent away: too many were connected, or took too much memory. */
    final LongAdder connectionsRefused = new LongAdder();

    /** Received but not on disk when they had to be given up, and no sender that knows of it. */
    final LongAdder linesLost = new LongAdder();

    /**
     * Missing numbers, why ever they are, since the job's first start; one that comes late reduces
     * it.
     */
    final LongAdder datagramsLost = new LongAdder();

    /** Not taken because the spool was full, or the disk too slow; if numbered, lost as well. */
    final LongAdder datagramsRefused = new LongAdder();

    private final MetricGroup group;

    SocketMetrics(MetricGroup group) {
        this.group = group;
    }

    /** Shows them, of the subtask that receives. */
    void register(LongSupplier spoolBytes) {
        gauge("linesReceived", linesReceived::sum);
        gauge("linesRejected", linesRejected::sum);
        gauge("linesLost", linesLost::sum);
        gauge("connections", connections::sum);
        gauge("connectionsRefused", connectionsRefused::sum);
        gauge("datagramsLost", datagramsLost::sum);
        gauge("datagramsRefused", datagramsRefused::sum);
        gauge("spoolBytes", spoolBytes);
    }

    private void gauge(String name, LongSupplier value) {
        group.gauge(name, (Gauge<Long>) value::getAsLong);
    }
}
