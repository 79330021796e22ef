package io.oncestream.connector.jdbc.ledger;

import java.util.OptionalLong;

/**
 * One start of one parallel instance of a sink.
 *
 * @param jobId Flink's id of the running job
 * @param run of the sink: {@code SinkOptions}
 * @param subtask its index
 * @param parallelism how many indices there are: those from here on are retired
 * @param restoredCheckpoint the id of the checkpoint whose state it continues; empty where it
 *     starts without state
 */
public record SinkAttempt(
        Lineage lineage,
        String jobId,
        String run,
        int subtask,
        int parallelism,
        OptionalLong restoredCheckpoint) {}
