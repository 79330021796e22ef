package io.oncestream.job.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipGraphTest {

    /** State is found again by them. */
    @Test
    void everyOperatorHasItsConstantUid(@TempDir Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        MembershipOptions options = new MembershipOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                "file:" + input,
                "--to",
                "jdbc:postgresql://127.0.0.1/none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new MembershipJob().build(env, options);
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "view",
                        "write-members",
                        "write-changes",
                        "write-views",
                        "write-rejected");
    }
}
