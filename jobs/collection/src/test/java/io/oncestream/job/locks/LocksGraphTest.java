package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksGraphTest {

    /** State is found again by them. */
    @Test
    void everyOperatorHasItsConstantUid(@TempDir Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        LocksOptions options = new LocksOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                "file:" + input,
                "--to",
                "jdbc:postgresql://127.0.0.1/none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new LocksJob().build(env, options);
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "drop-ticks",
                        "hold-end-of-subtask",
                        "restore-watermark",
                        "hold-end",
                        "decide",
                        "write-answers",
                        "write-locks",
                        "write-refused",
                        "write-rejected");
    }
}
