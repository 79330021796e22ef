package io.oncestream.connector.jdbc.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.TableRoutes;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows for several databases, run on a PostgreSQL and a MariaDB. */
class ShopTablesITCase {
    private static final int SALES = 10_000;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(2);

    @TempDir Path directory;

    /** What travels, and the row that it becomes in either table. */
    public record Sale(String id, String customer, long cents, long totalCents) {

        Sale plus(Sale next) {
            return new Sale(next.id, customer, next.cents, totalCents + next.totalCents);
        }
    }

    static TableRoutes<Sale> tables() {
        TableRoutes<Sale> tables =
                TableRoutes.<Sale>builder()
                        .table(
                                TableMapping.<Sale>table("sales")
                                        .text("id", Sale::id)
                                        .text("customer", Sale::customer)
                                        .bigint("cents", Sale::cents)
                                        .build(),
                                List::of,
                                (sale, databases) -> Math.floorMod(sale.id().hashCode(), databases))
                        .table(
                                TableMapping.<Sale>table("customer_versions")
                                        .text("customer", Sale::customer)
                                        .bigint("total", Sale::totalCents)
                                        .primaryKey("customer")
                                        .versioned("customers") // a view of each one's last row
                                        .build(),
                                List::of,
                                (sale, databases) ->
                                        Math.floorMod(sale.customer().hashCode(), databases))
                        .build();
        return tables;
    }

    @Test
    void salesAndTotalsAgreeOverBothDatabases() throws Exception {
        List<TestDatabase> databases =
                List.of(DatabaseKind.POSTGRES.newDatabase(), DatabaseKind.MARIADB.newDatabase());
        run(
                List.of(
                        new Participant("first", databases.get(0).address()),
                        new Participant("second", databases.get(1).address())));
        try (CutReader reader =
                CutReader.of(databases.stream().map(TestDatabase::address).toList(), "sales")) {
            long cents =
                    reader
                            .strong(
                                    (db, cut) ->
                                            sum(
                                                    db,
                                                    "SELECT SUM(cents) FROM sales WHERE _tx <= "
                                                            + cut))
                            .stream()
                            .mapToLong(Long::longValue)
                            .sum();
            assertThat(cents).isEqualTo((long) SALES * (SALES + 1) / 2);
        }
        long totals = 0;
        for (TestDatabase database : databases) {
            long here = database.queryLong("SELECT SUM(total) FROM customers");
            assertThat(here).isPositive();
            totals += here;
        }
        assertThat(totals).isEqualTo((long) SALES * (SALES + 1) / 2);
    }

    private void run(List<Participant> participants) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration()
                                .set(
                                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                                        Duration.ofMillis(100))
                                .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                                .set(
                                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                        directory.toUri().toString()));
        SinkName name = new SinkName("shop", "write-shop");
        env.fromSequence(1, SALES)
                .uid("numbers")
                .map(number -> new Sale("s" + number, "c" + number % 10, number, number))
                .uid("sales")
                .keyBy(Sale::customer)
                .reduce(Sale::plus)
                .uid("totals")
                .keyBy(Sale::customer) // one key of a versioned table, one writer
                .addSink(
                        JdbcTwoPhaseCommitSink.to(
                                participants, tables(), name, StartPolicy.REFUSE, 100))
                .uid("write-shop");
        env.execute("shop");
    }

    private static long sum(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
