package io.oncestream.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreGraphTest {
    private static final String URL = "jdbc:postgresql://127.0.0.1/db";

    @TempDir private Path folder;

    private StoreOptions options(String... further) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        List<String> arguments = new ArrayList<>(List.of("--from", "file:" + input));
        arguments.addAll(List.of("--to", "b=" + URL + 1, "--to", "a=" + URL + 2));
        arguments.addAll(List.of(further));
        StoreOptions options = new StoreOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        return options;
    }

    /** State is found again by them: that of a shard by its name, in whatever order. */
    @Test
    void everyOperatorHasItsConstantUid() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new StoreJob().build(env, options("--spare", "c=" + URL + 3));
        assertThat(JobGraph.operators(env))
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "drop-ticks",
                        "ring-commands",
                        "ring-hold-end-of-subtask",
                        "ring-restore-watermark",
                        "ring-hold-end",
                        "plan-ring",
                        "key-commands",
                        "find-bucket",
                        "hold-end-of-subtask",
                        "restore-watermark",
                        "hold-end",
                        "decide",
                        "write-shard-a",
                        "write-shard-b",
                        "write-shard-c",
                        "write-answers",
                        "write-refused",
                        "write-rejected");
    }

    /** The shards of the first start, in whatever order, and the rule: spares may come later. */
    @Test
    void aResumeNeedsTheSameFirstShardsAndTheSameRule() throws Exception {
        assertThat(options("--spare", "c=" + URL + 3, "--split-at", "g,n").decidingState())
                .isEqualTo(Map.of("--to", "a,b", "--split-at", "g,n"));
        assertThat(options().decidingState()).isEqualTo(Map.of("--to", "a,b", "--split-at", ""));
    }

    @Test
    void whatIsOutOfBoundsIsRefused() throws Exception {
        assertThatThrownBy(() -> options("--split-at", "n,g").decidingState())
                .hasMessage("--split-at: 'g' comes behind 'n': keys that split must ascend");
        StoreOptions fast = options("--move-rate", "10001");
        assertThatThrownBy(fast::moveRate)
                .hasMessage("--move-rate is 10001: it must be from 1 to 10000");
        assertThatThrownBy(() -> options("--spare", "a=" + URL + 3))
                .hasMessageContaining("--to gives one name to two databases");
        assertThatThrownBy(() -> options("--spare", "c=" + URL + 1))
                .hasMessageContaining("--to names one database twice");
    }
}
