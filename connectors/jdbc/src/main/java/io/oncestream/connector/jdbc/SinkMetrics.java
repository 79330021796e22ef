package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.DatabaseSession;
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
 * commitDurationMillis} (the last hundred commits, retries included), {@code commitRetries} (of
 * starts too) and {@link #DATABASE_WAIT_MILLIS}. A sink of several databases has them for each, in
 * the group {@link #PARTICIPANT} and its name.
 */
public final class SinkMetrics {

    /** What the groups of the databases of one sink are called, with the database's name behind. */
    public static final String PARTICIPANT = "participant";

    /** How long the commit, or the start, that is under way has taken until now; 0: none is. */
    public static final String DATABASE_WAIT_MILLIS = "databaseWaitMillis";

    private static final int WINDOW = 100;

    private final MetricGroup group;
    private final Counter rowsCommitted;
    private final Counter commitRetries;
    private final Histogram commitDurationMillis;

    SinkMetrics(MetricGroup group, IntSupplier transactionsPending) {
        this.group = group;
        rowsCommitted = group.counter("rowsCommitted");
        commitRetries = group.counter("commitRetries");
        commitDurationMillis =
                group.histogram("commitDurationMillis", new DescriptiveStatisticsHistogram(WINDOW));
        group.gauge("transactionsPending", (Gauge<Integer>) transactionsPending::getAsInt);
    }

    /** Of the session that this sink does its work in, which is told of retries in turn. */
    void watch(DatabaseSession session) {
        group.gauge(DATABASE_WAIT_MILLIS, (Gauge<Long>) session::underWayMillis);
    }

    void committed(long rows, Duration duration) {
        rowsCommitted.inc(rows);
        commitDurationMillis.update(duration.toMillis());
    }

    void retried() {
        commitRetries.inc();
    }
}
