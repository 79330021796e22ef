package io.oncestream.job.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersGraphTest {
    private static final String URL = "jdbc:postgresql://127.0.0.1/db";

    @TempDir private Path folder;

    private CountersOptions options(String... further) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        CountersOptions options = new CountersOptions();
        String[] arguments = new String[further.length + 2];
        arguments[0] = "--from";
        arguments[1] = "file:" + input;
        System.arraycopy(further, 0, arguments, 2, further.length);
        CommandLines.parse(CommandLines.of(options), arguments);
        return options;
    }

    /** State is found again by them. */
    @Test
    void everyOperatorHasItsConstantUid() throws Exception {
        CountersOptions options = options("--to", URL + 1, "--to", URL + 2, "--to", URL + 3);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new CountersJob().build(env, options);
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "drop-ticks",
                        "hold-end-of-subtask",
                        "restore-watermark",
                        "hold-end",
                        "number",
                        "add-refused",
                        "add-rejected",
                        "count");
    }

    @Test
    void databasesThatCannotAgreeAreRefused() {
        Assertions.assertThatThrownBy(() -> options("--to", URL + 1, "--to", URL + 2))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("2 databases are given")
                .hasMessageContaining("3, 5 or 7");
    }

    @Test
    void toJoinAndToBeginAfreshAreRefusedTogether() throws Exception {
        CountersOptions options =
                options("--to", URL + 1, "--to", URL + 2, "--to", URL + 3, "--join", "--fresh");
        Assertions.assertThatThrownBy(options::sinks).hasMessageContaining("give one of both");
    }
}
