package io.oncestream.connector.jdbc.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The program of README.md, run on a real PostgreSQL. */
class CustomerTotalsITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(2);

    @TempDir Path directory;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = DatabaseKind.POSTGRES.newDatabase();
    }

    @Test
    void addsUpWhatEachCustomerHasSpent() throws Exception {
        runProgram();
        assertThat(database.query("SELECT * FROM customer_totals ORDER BY customer"))
                .hasSize(10)
                .startsWith("customer 0|10000|4950000", "customer 1|10000|4960000");
    }

    @Test
    void aSecondRunIsNotAddedToTheFirst() throws Exception {
        runProgram();
        assertThatThrownBy(this::runProgram).hasStackTraceContaining("customer_totals");
        assertThat(database.queryLong("SELECT sum(purchases) FROM customer_totals"))
                .isEqualTo(100_000);
    }

    private void runProgram() throws Exception {
        CustomerTotals.main(new String[] {database.address().url(), directory.toUri().toString()});
    }
}
