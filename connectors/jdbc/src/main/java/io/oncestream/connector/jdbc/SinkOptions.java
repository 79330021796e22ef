package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import java.io.Serializable;
import java.util.UUID;

/**
 * What a sink is told beside its rows; {@link #of} fills in the defaults.
 *
 * @param transactionBytesMax an open transaction is in memory and its sealed form in Flink's state:
 *     beyond this size the job fails with a message. It bounds the open transaction alone: those
 *     that wait for their checkpoint are in the heap as well
 * @param run made where the job's graph is, so that all restarts of a submitted job have the same
 *     and another submission has not. A job id is no such thing: with high availability in
 *     application mode, or when it is fixed, each deployment has the same one, and there, where
 *     {@code main} is run again when a JobManager is lost, this one changes
 */
record SinkOptions(
        DatabaseAddress database,
        SinkName name,
        StartPolicy startPolicy,
        Backoff backoff,
        long transactionBytesMax,
        FailurePoint failurePoint,
        String run)
        implements Serializable {

    static final long TRANSACTION_BYTES_MAX = 1L << 30;

    static SinkOptions of(DatabaseAddress database, SinkName name, StartPolicy startPolicy) {
        return new SinkOptions(
                database,
                name,
                startPolicy,
                Backoff.DEFAULT,
                TRANSACTION_BYTES_MAX,
                FailurePoint.NONE,
                UUID.randomUUID().toString());
    }
}
