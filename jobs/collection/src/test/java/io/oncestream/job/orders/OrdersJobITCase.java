package io.oncestream.job.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.TableOptions;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job that jobs/README.md shows as one of your own does what it says. */
class OrdersJobITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(2);

    private static final Path PAGE = Path.of("../README.md");
    private static final Path SOURCE =
            Path.of("src/test/java/io/oncestream/job/orders/OrdersJob.java");

    @TempDir private Path folder;

    @Test
    void itWritesTheLastRowOfEachOrderAndWhatItCouldNotRead() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("orders.csv"),
                        """
                        id,time,amount,paid
                        a,2026-01-01T10:00:00Z,10.5,false
                        b,2026-01-01T10:00:01Z,7,true
                        a,2026-01-01T10:00:02Z,10.5,true
                        c,2026-01-01T10:00:03Z,much,true
                        d,2026-01-01T10:00:04Z,7.999,true
                        """);
        TestDatabase database = PostgresServer.newDatabase();
        OrdersJob job = new OrdersJob();
        TableOptions<OrdersJob.Order> options = job.options();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                "file:" + file,
                "--to",
                database.address().url());
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(200);
        job.build(env, options);
        env.execute(job.name());

        assertThat(database.query("SELECT id, amount, paid FROM orders ORDER BY id"))
                .containsExactly("a|10.50|t", "b|7.00|t");
        assertThat(database.query("SELECT position, reason FROM orders_rejected ORDER BY position"))
                .containsExactly(
                        "5|amount \"much\" in column amount is not a number of at most 1,000"
                                + " digits",
                        "6|amount 7.999 is no amount of cents");
    }

    @Test
    void thePageShowsItAsItIs() throws Exception {
        List<String> lines = Files.readAllLines(SOURCE);
        assertThat(lines).hasSizeLessThanOrEqualTo(60);
        assertThat(Files.readString(PAGE)).contains(String.join("\n", lines));
    }
}
