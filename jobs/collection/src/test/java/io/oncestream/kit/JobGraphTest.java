package io.oncestream.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;

/** The graph of each job, as its least command line draws it. */
class JobGraphTest {

    @TempDir private Path folder;

    private static Stream<Job<?>> jobs() {
        return Jobs.all().stream().map(Jobs.Listed::job);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyOperatorHasAUidOfItsOwnAndAName(Job<?> job) throws Exception {
        List<Transformation<?>> operators = JobGraph.operators(drawn(job));
        assertThat(operators).isNotEmpty();
        assertThat(operators)
                .extracting(Transformation::getUid)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        // Flink's own names begin with a capital.
        assertThat(operators)
                .extracting(Transformation::getName)
                .allMatch(n -> n.matches("[a-z].*"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nothingTravelsAsAGenericType(Job<?> job) throws Exception {
        assertThat(JobGraph.all(drawn(job)))
                .extracting(Transformation::getOutputType)
                .doesNotHaveAnyElementsOfTypes(GenericTypeInfo.class);
    }

    private <O extends JobOptions> StreamExecutionEnvironment drawn(Job<O> job) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        O options = job.options();
        CommandLines.parse(CommandLines.of(options), arguments(job, input));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        job.build(env, options);
        return env;
    }

    /** With what it calls missing: columns, each by any name, and files, which are samples. */
    private static String[] arguments(Job<?> job, Path input) {
        List<String> arguments = new ArrayList<>(List.of("--from", "file:" + input));
        for (int i = 1; i <= job.options().database().databasesMin(); i++) {
            arguments.addAll(List.of("--to", "jdbc:postgresql://127.0.0.1/none" + i));
        }
        try {
            CommandLine line = CommandLines.of(job.options());
            CommandLines.parse(line, arguments.toArray(String[]::new));
        } catch (ProgramParametrizationException e) {
            ((MissingParameterException) e.getCause())
                    .getMissing()
                    .forEach(
                            option -> {
                                OptionSpec missing = (OptionSpec) option;
                                arguments.addAll(
                                        List.of(missing.longestName(), value(job, missing)));
                            });
        }
        return arguments.toArray(String[]::new);
    }

    private static String value(Job<?> job, OptionSpec option) {
        String word = option.longestName().substring(2);
        return option.type() == Path.class ? "samples/%s-%s.txt".formatted(job.name(), word) : word;
    }
}
