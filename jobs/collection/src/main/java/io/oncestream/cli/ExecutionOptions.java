package io.oncestream.cli;

import io.oncestream.function.Input;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How Flink runs a job: what these options leave out comes from Flink's configuration. */
public final class ExecutionOptions {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionOptions.class);
    private static final Duration INTERVAL_WITHOUT_ANY = Duration.ofSeconds(10);
    private static final Duration INTERVAL_DURING_BACKLOG = Duration.ofMinutes(1);
    private static final Duration INTERVAL_MIN = Duration.ofMillis(10); // Flink's own

    @Spec private @Nullable CommandSpec command;

    private @Nullable Integer parallelism;
    private @Nullable Duration checkpointInterval;

    @Option(
            names = "--resume",
            paramLabel = "PATH",
            description = "The checkpoint or savepoint to start from. Default: start without one.")
    private @Nullable String resume;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description =
                    "Parallel subtasks, 1 to 720. Default: Flink's"
                            + " parallelism.default; the cores with ./oncestream run.")
    void setParallelism(@Nullable Integer parallelism) {
        check(
                parallelism == null || (parallelism >= 1 && parallelism <= Input.PARALLELISM_MAX),
                "--parallelism is " + parallelism + ", but must be 1 to " + Input.PARALLELISM_MAX);
        this.parallelism = parallelism;
    }

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Time between checkpoints: results are committed with each one. Default:"
                            + " Flink's execution.checkpointing.interval, or 10s where it has"
                            + " none; 1s with ./oncestream run. While files are read, whose"
                            + " results come at their end:"
                            + " execution.checkpointing.interval-during-backlog, or 1min.")
    void setCheckpointInterval(@Nullable Duration interval) {
        check(
                interval == null || interval.compareTo(INTERVAL_MIN) >= 0,
                "--checkpoint-interval is "
                        + (interval == null ? "" : DurationConverter.format(interval))
                        + ", but must be 10ms at least");
        this.checkpointInterval = interval;
    }

    /** The settings given here, for {@link StreamExecutionEnvironment#getExecutionEnvironment}. */
    public Configuration configuration() {
        Configuration configuration = new Configuration();
        if (parallelism != null) {
            configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        }
        if (checkpointInterval != null) {
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
            configuration.set(
                    CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG, checkpointInterval);
        }
        if (resume != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, resume);
        }
        return configuration;
    }

    /**
     * The environment that Flink provides here, with these settings above its own. A cluster's
     * checkpoint interval does not reach a job whose client has none in its own configuration, and
     * nothing would ever be committed without one.
     */
    public StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        if (env.getConfiguration()
                .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
                .isEmpty()) {
            env.enableCheckpointing(INTERVAL_WITHOUT_ANY.toMillis());
            LOG.info(
                    "No checkpoint interval is configured: a checkpoint every {}"
                        + " (--checkpoint-interval or execution.checkpointing.interval sets it)",
                    DurationConverter.format(INTERVAL_WITHOUT_ANY));
        }
        setIntervalDuringBacklog(env);
        return env;
    }

    /** Flink refuses one that is shorter than the interval of other times. */
    private static void setIntervalDuringBacklog(StreamExecutionEnvironment env) {
        long interval = env.getCheckpointConfig().getCheckpointInterval();
        long duringBacklog =
                env.getConfiguration()
                        .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG)
                        .orElse(INTERVAL_DURING_BACKLOG)
                        .toMillis();
        if (duringBacklog > 0) { // Else there are none.
            duringBacklog = Math.max(duringBacklog, interval);
        }
        env.getCheckpointConfig().setCheckpointIntervalDuringBacklog(duringBacklog);
    }

    private void check(boolean condition, String message) {
        if (!condition && command != null) {
            throw new ParameterException(command.commandLine(), message);
        }
    }
}
