package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersGraphTest {

    private static <T> Consumer<DataStream<T>> port(String uid) {
        return stream -> stream.sinkTo(new DiscardingSink<>()).uid(uid);
    }

    /** State is found again by them. */
    @Test
    void everyOperatorHasItsConstantUidAndNoneNeedsKryo(@TempDir Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        TransfersOptions options = new TransfersOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                "file:" + input,
                "--to",
                "jdbc:postgresql://127.0.0.1/none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        TransfersJob.build(
                env,
                options.remember(),
                options.scale(),
                options.sources(),
                new TransfersJob.Sinks(port("decisions"), port("refused"), port("rejected")));
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
                        "decisions",
                        "refused",
                        "rejected");
        assertThat(JobGraph.all(env))
                .extracting(Transformation::getOutputType)
                .doesNotHaveAnyElementsOfTypes(GenericTypeInfo.class);
    }
}
