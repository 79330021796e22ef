package io.oncestream.bench.chaos;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.Input;
import io.oncestream.job.locks.LocksJob;
import io.oncestream.job.locks.LocksOptions;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The lock service with one thing wrong. */
public final class BrokenLocksJob {

    private BrokenLocksJob() {}

    /**
     * Runs it where Flink provides the environment.
     *
     * @param args the name of a {@link Broken}, and then those of the lock service
     */
    public static void main(String[] args) throws Exception {
        Broken broken = Broken.valueOf(args[0]);
        LocksOptions options = new LocksOptions();
        CommandLines.parse(
                CommandLines.of(options), Arrays.copyOfRange(args, 1, args.length));
        StreamExecutionEnvironment env = options.execution().environment();
        Input<Command> commands = options.source().input();
        LocksJob.Sinks sinks = options.sinks();
        if (broken == Broken.PROCESSING_TIME) {
            commands =
                    Input.live(
                                    commands.source(),
                                    commands.type(),
                                    command -> Instant.now(),
                                    Duration.ZERO,
                                    null)
                            .withParallelismMax(commands.parallelismMax());
        } else {
            String url = options.database().address().url();
            sinks =
                    new LocksJob.Sinks(
                            answers -> answers.sinkTo(new AtOnceSink(url)).uid("at-once"),
                            sinks.status(),
                            sinks.refused(),
                            sinks.rejected());
        }
        LocksJob.build(env, options.remember(), Instant::now, new LocksJob.Sources(commands), sinks);
        env.execute("broken locks");
    }
}
