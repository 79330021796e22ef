package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

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

/** State is found again by the uids of the operators that have it. */
class TrendsGraphTest {

    private static final List<String> COUNTING =
            List.of(
                    "read",
                    "split-decoded",
                    "pre-aggregate",
                    "restore-watermark",
                    "windows",
                    "late-counts",
                    "rising",
                    "write-trending",
                    "write-late",
                    "write-rejected");

    private static final List<String> RELATING =
            List.of(
                    "events-restore-watermark",
                    "judge",
                    "in-baskets",
                    "baskets",
                    "related-pre-aggregate",
                    "related-restore-watermark",
                    "related-windows",
                    "related",
                    "write-related");

    @TempDir private Path folder;

    private List<String> uids(String... columns) throws Exception {
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        List<String> arguments = new ArrayList<>(List.of("--from", "file:" + input));
        arguments.addAll(List.of("--to", "jdbc:postgresql://127.0.0.1/none"));
        arguments.addAll(List.of("--item", "i", "--time", "t"));
        arguments.addAll(List.of(columns));
        TrendsOptions options = new TrendsOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new TrendsJob().build(env, options);
        return JobGraph.operators(env).stream().map(Transformation::getUid).toList();
    }

    @Test
    void itemsAloneAreCountedBeforeTheShuffle() throws Exception {
        assertThat(uids()).containsExactlyInAnyOrderElementsOf(COUNTING);
    }

    @Test
    void whatHasBasketsOrUsersIsJudgedFirst() throws Exception {
        List<String> all = new ArrayList<>(COUNTING);
        all.addAll(RELATING);
        assertThat(uids("--basket", "b")).containsExactlyInAnyOrderElementsOf(all);
        all.addAll(List.of("best", "of-users", "push", "write-pushes"));
        assertThat(uids("--user", "u")).containsExactlyInAnyOrderElementsOf(all);
    }
}
