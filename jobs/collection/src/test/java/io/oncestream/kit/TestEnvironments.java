package io.oncestream.kit;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Environments with frequent checkpoints in files, which restart a job at once. */
public final class TestEnvironments {

    private TestEnvironments() {}

    public static StreamExecutionEnvironment withCheckpointsIn(Path folder, int parallelism) {
        return of(configuration(folder), parallelism);
    }

    public static StreamExecutionEnvironment resumedFrom(
            String savepoint, Path folder, int parallelism) {
        return of(
                configuration(folder).set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint),
                parallelism);
    }

    private static StreamExecutionEnvironment of(Configuration configuration, int parallelism) {
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration)
                .setParallelism(parallelism);
    }

    private static Configuration configuration(Path folder) {
        return new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100))
                .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString())
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    }
}
