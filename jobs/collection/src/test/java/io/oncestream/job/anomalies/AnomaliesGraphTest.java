package io.oncestream.job.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomaliesGraphTest {

    @TempDir private Path folder;

    /** State is found again by them. */
    @Test
    void everyOperatorHasItsConstantUid() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new AnomaliesJob()
                .build(env, options("--forecast", "24", "--season", "24", "--label", "c"));
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "hold-end-of-subtask",
                        "restore-watermark",
                        "hold-end",
                        "learn",
                        "write-anomalies",
                        "write-forecasts",
                        "write-predictions",
                        "write-models",
                        "write-late",
                        "write-rejected");
    }

    @Test
    void whatIsNotAskedForIsNotThere() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new AnomaliesJob().build(env, options());
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .doesNotContain("write-forecasts", "write-predictions", "write-models");
        assertThat(options().tables())
                .containsExactly("anomalies", "anomalies_late", "anomalies_rejected");
    }

    @ParameterizedTest
    @CsvSource({
        "--shingle,0,--shingle is 0",
        "--tolerance,2,--tolerance is 2.0",
        "--tolerance,NaN,--tolerance is NaN",
        "--forecast,24,--season is 0",
        "--season,24,--forecast",
        "--forests,0,--forests is 0",
        "--forget,0s,--forget is 0",
        "--values,'a,a',names a column twice"
    })
    void whatMakesNoSenseIsRefusedWithItsValue(String option, String value, String message)
            throws Exception {
        AnomaliesOptions options = options(option, value);
        assertThatThrownBy(options::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private AnomaliesOptions options(String... more) throws Exception {
        Path input = Files.writeString(folder.resolve("input.csv"), "t,a,b,c\n");
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--from",
                                "file:" + input,
                                "--time",
                                "t",
                                "--to",
                                "jdbc:postgresql://127.0.0.1/none"));
        List<String> given = List.of(more);
        if (!given.contains("--values")) {
            args.addAll(List.of("--values", "a,b"));
        }
        args.addAll(given);
        AnomaliesOptions options = new AnomaliesOptions();
        CommandLines.parse(CommandLines.of(options), args.toArray(String[]::new));
        return options;
    }
}
