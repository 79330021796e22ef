package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.state.ledger.RowMemory;
import java.io.Serializable;
import java.util.UUID;

/**
 * What a sink is told beside its rows; {@link #of} fills in the defaults.
 *
 * @param heapBytesMax of the rows of all sinks in a JVM, beyond which they go to local files:
 *     {@link RowMemory}
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
        long heapBytesMax,
        FailurePoint failurePoint,
        String run)
        implements Serializable {

    static SinkOptions of(DatabaseAddress database, SinkName name, StartPolicy startPolicy) {
        return new SinkOptions(
                database,
                name,
                startPolicy,
                Backoff.DEFAULT,
                RowMemory.QUARTER_OF_HEAP,
                FailurePoint.NONE,
                UUID.randomUUID().toString());
    }
}
