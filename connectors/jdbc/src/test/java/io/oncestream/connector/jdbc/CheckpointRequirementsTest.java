package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;

class CheckpointRequirementsTest {

    private static Configuration good() {
        return new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    }

    private static void assertRefused(JobType type, Configuration configuration, String setting) {
        assertThatThrownBy(() -> CheckpointRequirements.check(type, configuration))
                .hasMessageContaining(setting)
                .satisfies(
                        failure ->
                                org.assertj.core.api.Assertions.assertThat(
                                                ThrowableClassifier.getThrowableType(failure))
                                        .isEqualTo(ThrowableType.NonRecoverableError));
    }

    @Test
    void checkpointsAtTheirDefaultsAreEnough() {
        assertThatCode(() -> CheckpointRequirements.check(JobType.STREAMING, good()))
                .doesNotThrowAnyException();
    }

    @Test
    void aBatchJobIsRefused() {
        assertRefused(JobType.BATCH, good(), "execution.runtime-mode: STREAMING");
    }

    @Test
    void noCheckpointsAreRefused() {
        assertRefused(
                JobType.STREAMING, new Configuration(), "execution.checkpointing.interval: 10s");
    }

    @Test
    void atLeastOnceIsRefused() {
        assertRefused(
                JobType.STREAMING,
                good().set(
                                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                                CheckpointingMode.AT_LEAST_ONCE),
                "EXACTLY_ONCE");
    }

    @Test
    void noCheckpointAtTheEndIsRefused() {
        assertRefused(
                JobType.STREAMING,
                good().set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false),
                "checkpoints-after-tasks-finish");
    }
}
