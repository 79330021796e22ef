package io.oncestream.connector.jdbc.ledger;

import io.oncestream.state.ledger.WriterId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One start of one parallel instance of a sink in one of its databases.
 *
 * @param participant which of the sink's databases it is, from 0
 * @param participants how many there are
 * @param jobId Flink's id of the running job
 * @param run of the sink: {@code SinkOptions}
 * @param subtask its index
 * @param parallelism how many indices there are: those from here on are retired
 * @param restoredCheckpoint the id of the checkpoint whose state it continues; empty where it
 *     starts without state
 */
public record SinkAttempt(
        Lineage lineage,
        int participant,
        int participants,
        String jobId,
        String run,
        int subtask,
        int parallelism,
        OptionalLong restoredCheckpoint) {

    /** The id of the checkpoint that is restored, 0 where there is none. */
    public long restoredOrNone() {
        return restoredCheckpoint.orElse(0);
    }

    /** The id of the checkpoint that is restored, where there is one. */
    public long restored() {
        return restoredCheckpoint.orElseThrow();
    }

    /** Whether it is the one instance that publishes cuts. */
    public boolean publishes() {
        return subtask == 0;
    }

    /** Whether the state is that of another run. */
    public boolean isResumed() {
        return !lineage.run().equals(Optional.of(run));
    }

    /** The start whose state it is; that of an early version does not tell: the one before. */
    public long originEpoch(WriterId started) {
        return lineage.epoch().orElse(started.epoch() - 1);
    }
}
