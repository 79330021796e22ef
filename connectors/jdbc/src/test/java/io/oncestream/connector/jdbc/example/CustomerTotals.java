package io.oncestream.connector.jdbc.example;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Adds up what each customer has spent. Arguments: a JDBC URL, a folder for checkpoints. */
public final class CustomerTotals {

    /** What travels between operators, and the row that it becomes. */
    public record Total(String customer, long purchases, long cents) {

        Total plus(Total more) {
            return new Total(customer, purchases + more.purchases, cents + more.cents);
        }
    }

    private CustomerTotals() {}

    public static void main(String[] args) throws Exception {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, args[1]);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);

        DatabaseAddress database = new DatabaseAddress(args[0], PasswordReference.ofEnvironment());
        TableMapping<Total> rows =
                TableMapping.<Total>table("customer_totals")
                        .text("customer", Total::customer)
                        .bigint("purchases", Total::purchases)
                        .bigint("cents", Total::cents)
                        .primaryKey("customer") // upserts; without a key the sink appends
                        .build();
        SinkName name = new SinkName("customer-totals", "write-totals");

        env.fromSequence(1, 100_000) // a source that Flink can set back to a checkpoint
                .uid("purchases")
                .map(number -> new Total("customer " + number % 10, 1, number % 1_000))
                .uid("read-purchases")
                .keyBy(Total::customer) // the table's primary key: one key, one writer
                .reduce(Total::plus)
                .uid("totals")
                .addSink(JdbcTwoPhaseCommitSink.to(database, rows, name, StartPolicy.REFUSE))
                .uid("write-totals"); // as in the SinkName, for good
        env.execute("customer-totals");
    }
}
