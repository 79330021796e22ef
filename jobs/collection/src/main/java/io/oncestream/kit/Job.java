package io.oncestream.kit;

import io.oncestream.cli.CommandLines;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * One job, as its jar, the launcher and the tests know it. Its class has a public constructor
 * without arguments, a {@code main} that calls {@link #run}, and a line in the list of all jobs
 * ({@link Jobs}): nothing else names it.
 *
 * @param <O> its options, a picocli command
 */
public interface Job<O extends JobOptions> {

    /** At the command line, in Flink's web UI, and what its sinks are called by. */
    String name();

    /** Its options at their defaults, for one command line. */
    O options();

    /** Draws its graph as the options say; nothing runs yet. */
    void build(StreamExecutionEnvironment env, O options);

    /** What it reads where nothing is given; empty: there is no such thing. */
    default Optional<Sample> sample() {
        return Optional.empty();
    }

    /**
     * What its {@code main} does: runs it where Flink provides the environment, to its end where it
     * has one. {@code --help} prints the options.
     *
     * @throws org.apache.flink.client.program.ProgramParametrizationException on wrong usage, with
     *     one line that says what was wrong
     */
    default void run(String... arguments) throws Exception {
        O options = options();
        CommandLine line = CommandLines.of(options).setCommandName(name());
        if (CommandLines.parse(line, arguments)) {
            StreamExecutionEnvironment env = options.execution().environment();
            CommandLines.checked(
                    () -> {
                        keepWithState(env, options);
                        build(env, options);
                        return env;
                    });
            env.execute(name());
        }
    }

    private static void keepWithState(StreamExecutionEnvironment env, JobOptions options) {
        Map<String, String> parameters =
                new HashMap<>(env.getConfig().getGlobalJobParameters().toMap());
        parameters.putAll(options.source().decidingState());
        parameters.putAll(options.decidingState());
        env.getConfig().setGlobalJobParameters(Configuration.fromMap(parameters));
    }
}
