package io.oncestream.connector.jdbc;

import java.io.Serializable;

/**
 * What a sink is told beside its rows; {@link #of} fills in the defaults.
 *
 * @param transactionBytesMax an open transaction is in memory and its sealed form in Flink's state:
 *     beyond this size the job fails with a message. It bounds the open transaction alone: those
 *     that wait for their checkpoint are in the heap as well
 */
record SinkOptions(
        DatabaseAddress database,
        SinkName name,
        StartPolicy startPolicy,
        Backoff backoff,
        long transactionBytesMax,
        FailurePoint failurePoint)
        implements Serializable {

    static final long TRANSACTION_BYTES_MAX = 1L << 30;

    static SinkOptions of(DatabaseAddress database, SinkName name, StartPolicy startPolicy) {
        return new SinkOptions(
                database,
                name,
                startPolicy,
                Backoff.DEFAULT,
                TRANSACTION_BYTES_MAX,
                FailurePoint.NONE);
    }
}
