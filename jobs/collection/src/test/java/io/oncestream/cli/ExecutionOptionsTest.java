package io.oncestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ExecutionOptionsTest {

    @Command(name = "job")
    private static final class Job {
        @Mixin private final ExecutionOptions execution = new ExecutionOptions();
    }

    @Test
    void optionsBecomeFlinkSettings() {
        ExecutionOptions options =
                parse(
                        "--parallelism",
                        "3",
                        "--checkpoint-interval",
                        "5m",
                        "--resume",
                        "file:/sp-1");
        assertThat(options.configuration().toMap())
                .containsOnlyKeys(
                        "parallelism.default",
                        "execution.checkpointing.interval",
                        "execution.checkpointing.interval-during-backlog",
                        "execution.state-recovery.path")
                .containsEntry("parallelism.default", "3")
                .containsEntry("execution.checkpointing.interval", "5 min")
                .containsEntry("execution.state-recovery.path", "file:/sp-1");
    }

    @Test
    void whatIsLeftOutIsLeftToFlink() {
        assertThat(parse().configuration()).isEqualTo(new Configuration());
    }

    @Test
    void withoutACheckpointIntervalAnywhereThereIsACheckpointEveryTenSeconds() {
        assertThat(interval()).isEqualTo(10_000);
        assertThat(interval("--checkpoint-interval", "250ms")).isEqualTo(250);
    }

    @Test
    void whatIsGivenHoldsDuringABacklogToo() {
        assertThat(duringBacklog()).isEqualTo(60_000);
        assertThat(duringBacklog("--checkpoint-interval", "250ms")).isEqualTo(250);
        assertThat(duringBacklog("--checkpoint-interval", "10m")).isEqualTo(600_000);
    }

    @ParameterizedTest
    @CsvSource({
        "--parallelism, 0, '--parallelism is 0, but must be 1 to 720'",
        "--parallelism, 721, '--parallelism is 721, but must be 1 to 720'",
        "--checkpoint-interval, 9ms, '--checkpoint-interval is 9ms, but must be 10ms at least'",
    })
    void whatFlinkCannotDoIsWrongUsage(String option, String value, String reason) {
        assertThatThrownBy(() -> parse(option, value))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("job: " + reason);
    }

    private static long interval(String... args) {
        return parse(args).environment().getCheckpointConfig().getCheckpointInterval();
    }

    private static long duringBacklog(String... args) {
        return parse(args).environment().getCheckpointConfig().getCheckpointIntervalDuringBacklog();
    }

    private static ExecutionOptions parse(String... args) {
        Job job = new Job();
        CommandLines.parse(CommandLines.of(job), args);
        return job.execution;
    }
}
