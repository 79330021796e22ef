package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.state.ledger.RowMemory;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * What a sink is told beside its rows; {@link #of} fills in the defaults.
 *
 * @param participants its databases, in an order that stays
 * @param cutsKept for how many checkpoints behind the newest readable one versions are kept
 * @param heapBytesMax of the rows of all sinks in a JVM, beyond which they go to local files:
 *     {@link RowMemory}
 * @param run made where the job's graph is, so that all restarts of a submitted job have the same
 *     and another submission has not. A job id is no such thing: with high availability in
 *     application mode, or when it is fixed, each deployment has the same one, and there, where
 *     {@code main} is run again when a JobManager is lost, this one changes
 */
record SinkOptions(
        List<Participant> participants,
        SinkName name,
        StartPolicy startPolicy,
        long cutsKept,
        Backoff backoff,
        long heapBytesMax,
        FailurePoint failurePoint,
        String run)
        implements Serializable {

    static SinkOptions of(
            List<Participant> participants, SinkName name, StartPolicy startPolicy, long cutsKept) {
        if (participants.isEmpty() || cutsKept < 0) {
            throw new IllegalArgumentException(
                    "a sink needs a database, and keeps 0 cuts or more: %s, %d"
                            .formatted(participants, cutsKept));
        }
        return new SinkOptions(
                participants,
                name,
                startPolicy,
                cutsKept,
                Backoff.DEFAULT,
                RowMemory.QUARTER_OF_HEAP,
                FailurePoint.NONE,
                UUID.randomUUID().toString());
    }
}
