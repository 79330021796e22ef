package io.oncestream.job.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.quorum.TestFeeds;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuorumGraphTest {

    /** State is found again by them. */
    @Test
    void everyOperatorHasItsConstantUid(@TempDir Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        Path feeds =
                Files.writeString(folder.resolve("feeds.txt"), TestFeeds.of(4, 1, "gold").text());
        QuorumOptions options = new QuorumOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                "file:" + input,
                "--feeds",
                feeds.toString(),
                "--to",
                "jdbc:postgresql://127.0.0.1/none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new QuorumJob().build(env, options);
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "verify",
                        "decide",
                        "write-values",
                        "write-certificates",
                        "write-evidence",
                        "write-rejected");
    }
}
