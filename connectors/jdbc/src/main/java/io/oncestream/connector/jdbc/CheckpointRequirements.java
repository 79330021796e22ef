package io.oncestream.connector.jdbc;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * Without checkpoints a two-phase commit never reaches its second phase: the job would end well and
 * the table stay empty. This can only be checked where the job runs, since a check in {@code main}
 * sees neither the cluster's configuration nor the mode that AUTOMATIC resolves to.
 */
final class CheckpointRequirements {
    private CheckpointRequirements() {}

    /**
     * Throws {@link SinkFailure} that names the setting.
     *
     * @param areReadTogether whether a checkpoint must have all rows before it and no others: a
     *     barrier that overtakes rows would leave some of them to the next
     */
    static void check(StreamingRuntimeContext context, boolean areReadTogether) {
        check(context.getJobType(), context.getJobConfiguration());
        if (areReadTogether) {
            require(
                    !CheckpointingOptions.isUnalignedCheckpointEnabled(
                            context.getJobConfiguration()),
                    CheckpointingOptions.ENABLE_UNALIGNED.key() + ": false");
        }
    }

    static void check(JobType jobType, Configuration configuration) {
        require(
                jobType == JobType.STREAMING,
                "execution.runtime-mode: STREAMING (a batch job takes no checkpoints)");
        require(
                CheckpointingOptions.isCheckpointingEnabled(configuration),
                CheckpointingOptions.CHECKPOINTING_INTERVAL.key() + ": 10s, for example");
        require(
                CheckpointingOptions.getCheckpointingMode(configuration)
                        == CheckpointingMode.EXACTLY_ONCE,
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key() + ": EXACTLY_ONCE");
        require(
                configuration.get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH),
                CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH.key() + ": true");
    }

    private static void require(boolean holds, String setting) {
        if (!holds) {
            throw new SinkFailure(
                    "the exactly-once sink commits when a checkpoint completes, so it needs "
                            + setting);
        }
    }
}
