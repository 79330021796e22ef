package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a database of the encoding LATIN1 cannot store. */
class AveragesUnwritableITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = PostgresServer.newLatin1Database();
        Files.writeString(
                folder.resolve("keys.csv"),
                """
                key,time,value
                ok,2024-01-01T00:00:00Z,1
                🌡,2024-01-01T00:00:00Z,2
                München,2024-01-01T00:00:00Z,3
                🌡,not a time 🌡,4
                """);
    }

    /** Seen red without the look at the database's encoding: it failed at the commit, for ever. */
    @Test
    void theFirstEndsTheJobBeforeItIsInACheckpoint() throws Exception {
        assertThatThrownBy(this::run)
                .hasStackTraceContaining("column key of table averages is given a text with the")
                .hasStackTraceContaining("U+1F321");
        assertThat(database.query("SELECT key FROM averages")).isEmpty();
    }

    @Test
    void theyAreSetAsideWhereThatIsAskedFor() throws Exception {
        run("--reject-unwritable");
        assertThat(database.query("SELECT key, sum FROM averages ORDER BY sum"))
                .containsExactly("ok|1", "München|3");
        assertThat(database.query("SELECT text, reason FROM averages_unwritable"))
                .singleElement()
                .asString()
                .contains("key=\\ud83c\\udf21", "sum=2.0", "|column key of table averages");
        assertThat(database.query("SELECT text FROM averages_rejected"))
                .containsExactly("\\ud83c\\udf21,not a time \\ud83c\\udf21,4");
    }

    private void run(String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--from=file:" + folder.resolve("keys.csv"),
                                "--key=key",
                                "--time=time",
                                "--value=value",
                                "--window=1h",
                                "--to=" + database.address().url()));
        arguments.addAll(List.of(more));
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(new String[0]));
        StreamExecutionEnvironment env =
                TestEnvironments.withCheckpointsIn(folder.resolve("checkpoints"), 2);
        new AveragesJob().build(env, options);
        env.execute();
    }
}
