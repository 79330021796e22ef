package io.oncestream.connector.jdbc;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What a sink shows in Flink's metrics, for each parallel instance since its start: {@code
 * rowsCommitted}, {@code transactionsPending} (sealed and not committed yet), {@code
 * commitDurationMillis} (the last hundred commits, retries included) and {@code commitRetries} (of
 * starts too).
 */
final class SinkMetrics {
    private static final int WINDOW = 100;

    private final Counter rowsCommitted;
    private final Counter commitRetries;
    private final Histogram commitDurationMillis;

    SinkMetrics(MetricGroup group, IntSupplier transactionsPending) {
        rowsCommitted = group.counter("rowsCommitted");
        commitRetries = group.counter("commitRetries");
        commitDurationMillis =
                group.histogram("commitDurationMillis", new DescriptiveStatisticsHistogram(WINDOW));
        group.gauge("transactionsPending", (Gauge<Integer>) transactionsPending::getAsInt);
    }

    void committed(long rows, Duration duration) {
        rowsCommitted.inc(rows);
        commitDurationMillis.update(duration.toMillis());
    }

    void retried() {
        commitRetries.inc();
    }
}
